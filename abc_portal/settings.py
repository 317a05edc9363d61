"""Settings of the whole site, read from the environment, safe by default."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from abc_portal import environment as env
from abc_portal import logs

# --- Where and how -------------------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = env.flag("DJANGO_DEBUG")
SECRET_KEY = env.text("DJANGO_SECRET_KEY", "only-for-development-and-tests" if DEBUG else None)
ALLOWED_HOSTS = env.words("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver" if DEBUG else "")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
ROOT_URLCONF = "abc_portal.urls"
WSGI_APPLICATION = "abc_portal.wsgi.application"

# --- Keys that wrap each learner's and each batch's own key ("id:base64-of-32-bytes", the first for new ones) --------
MASTER_KEYS = env.text("MASTER_KEYS", "dev:" + "A" * 43 + "=" if DEBUG else None)

# --- The log: its key ("PRIVATE+KEY+name+hash+key"), the secret behind its salts, and where it is published -----------
LOG_SIGNING_KEY = env.text(
    "LOG_SIGNING_KEY",
    f"PRIVATE+KEY+development.credit-bank.example/log+f4a99bc3+AQ{'A' * 42}" if DEBUG else None,
)
LOG_SALT_SECRET = env.text("LOG_SALT_SECRET", "A" * 43 + "=" if DEBUG else None)
# Witnesses that cosign what is published (C2SP tlog-witness): "vkey address" pairs, separated by commas.
LOG_WITNESSES = env.text("LOG_WITNESSES", "")
TLOG_ROOT = env.text("TLOG_ROOT", str(BASE_DIR / ".state" / "tlog"))
EXPORTS_ROOT = env.text("EXPORTS_ROOT", str(BASE_DIR / ".state" / "exports"))

# --- Rooms ---------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the list of sessions that allauth brings writes with it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.idp.oidc",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "django_structlog",
    "ledger",
    "identity",
    "learners",
    "institutions",
    "credentials",
    "redemptions",
    "batches",
    "audit",
    "abc_portal",
]
MIDDLEWARE = [
    "identity.middleware.RequestId",
    "identity.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "identity.middleware.PlainRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "identity.middleware.RefusalPages",
    "django_structlog.middlewares.RequestMiddleware",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database, cache, broker ---------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {"default": env.database(env.text("DATABASE_URL"))}
if owner_url := env.text("DATABASE_OWNER_URL", ""):
    DATABASES["owner"] = env.database(owner_url) | {"TEST": {"MIRROR": "default"}}
REDIS_URL = env.text("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 600
# The broker is a doorbell and sweepers find the work, so nothing is kept to be delivered again: a worker that has such
# messages ends with an AttributeError in kombu when the broker is killed, instead of waiting for it to come back.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "ack_emulation": False,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
# The book's followers have a process of their own: a file of a million rows must not keep the log from being sealed.
CELERY_TASK_ROUTES = {f"ledger.tasks.{name}": {"queue": "followers"} for name in ("fold", "seal")}
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-batches": {"task": "batches.tasks.sweep", "schedule": timedelta(seconds=10)},
    "fold-totals": {"task": "ledger.tasks.fold", "schedule": timedelta(seconds=15), "options": {"expires": 60}},
    "seal-log": {"task": "ledger.tasks.seal", "schedule": timedelta(seconds=2), "options": {"expires": 10}},
    "close-book": {"task": "audit.tasks.close", "schedule": timedelta(minutes=1), "options": {"expires": 60}},
    "cosign-log": {"task": "ledger.tasks.cosign", "schedule": timedelta(seconds=10), "options": {"expires": 10}},
    "sign-credentials": {"task": "credentials.tasks.sign", "schedule": timedelta(seconds=5)},
    "publish-status-lists": {"task": "credentials.tasks.publish_lists", "schedule": timedelta(seconds=30)},
    "sweep-exports": {"task": "audit.tasks.sweep", "schedule": timedelta(seconds=10)},
    "remove-old-exports": {"task": "audit.tasks.remove_old", "schedule": timedelta(hours=1)},
    "forget-requests": {"task": "identity.tasks.forget_requests", "schedule": timedelta(hours=24)},
    "lapse-credits": {"task": "redemptions.tasks.lapse", "schedule": timedelta(minutes=15)},
    # The key of a run is its day: asked every hour, done once a day, and not missed when the bank was down at night.
    "find": {"task": "audit.tasks.find", "schedule": timedelta(hours=1)},
}

# --- Credentials ---------------------------------------------------------------------------------------------------
# Strangers' keys and status lists are fetched from public addresses only; 0 where a firewall lets nothing out anyway.
VERIFY_STRANGERS = env.flag("VERIFY_STRANGERS", default=True)

# --- Outside doors for machines ------------------------------------------------------------------------------------
# `on` opens /vc-api/, against which the conformance suites of W3C are run; it issues in no institution's name.
VC_API = env.switch("VC_API")

# --- People --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {"signup": "identity.forms.LearnerSignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Academic Credit Bank"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = False
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 15 * 60
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 90 * 24 * 3600
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "no-reply@localhost")

# --- API -----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "identity.api.schema.BankSchema",
    "EXCEPTION_HANDLER": "identity.api.problems.answer_to",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
}
API_RATES = {"anonymous": (120, 60), "user": (600, 60), "client": (6000, 60), "system": (6000, 60), "public": (60, 60)}
"""Requests per seconds, by who asks; "public" is for costly addresses that anyone may ask."""
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Academic Credit Bank",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["identity.api.documents.only_ours"],
    # Fields of one name with several sets of values: each set has a name of its own, which no other field can change.
    "ENUM_NAME_OVERRIDES": {
        "RefusalReasonEnum": "redemptions.serializers.requests.REASONS",
        "OfferingStageEnum": ["beginning", "intermediate", "advanced"],
        "BatchStageEnum": "batches.models.Batch.Stage",
    },
    "DESCRIPTION": "Deposit, read, redeem and audit academic credits. Decimals are strings, times are UTC.",
}

# --- Pages ---------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "identity.context.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATIC_URL = "static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Languages and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("hi", _("Hindi"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "sign_in"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kolkata"

# --- Safety --------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"camera": ["self"], "geolocation": [], "microphone": [], "payment": []}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS_ONLY = env.flag("HTTPS_ONLY", SITE_URL.startswith("https://"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31536000 if HTTPS_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A worker that dies leaves its work to others after this; every slice of rows renews it.
BATCH_LEASE_SECONDS = env.number("BATCH_LEASE_SECONDS", 20)
# So many places of the log are one file of an export.
EXPORT_PART_LEAVES = env.number("EXPORT_PART_LEAVES", 50_000)
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_BYTES", 512 * 1024 * 1024)

# --- Logs ----------------------------------------------------------------------------------------------------------
logs.configure(for_machines=not DEBUG)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_ids": {"()": "abc_portal.logs.HideIds"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_ids"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}

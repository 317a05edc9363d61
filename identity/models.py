"""People who sign in, the roles they hold, and the API clients that act for institutions."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from identity.principals import BANK_ROLES, INSTITUTION_ROLES
from ledger.identifiers import new_id


class UserManager(BaseUserManager["User"]):
    """Makes users whose e-mail is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new user; the e-mail is folded to lower case."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in by e-mail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A role held by a user, at an institution or (regulator, operator) at the bank, until it is ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "institution"], condition=Q(ended_at=None), nulls_distinct=False,
                name="membership_held_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=INSTITUTION_ROLES, institution__isnull=False)
                | Q(role__in=BANK_ROLES, institution__isnull=True),
                name="membership_role_fits_place",
            ),
        ]  # fmt: skip


class ServicePrincipal(models.Model):
    """What an API client may be: an institution's system, or a regulator's; one OAuth2 client each.

    `expires_on` is the first day (in India) on which its secret and its tokens are good for nothing any more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.OneToOneField("allauth_idp_oidc.Client", on_delete=models.PROTECT, related_name="principal")
    name = models.CharField(max_length=200)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    roles = ArrayField(models.CharField(max_length=12))
    created_at = models.DateTimeField(db_default=Now())
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)


class LoggedRequest(models.Model):
    """A request to the audit API, or for a token, with its answer: kept for 400 days, found by its Request-Id."""

    request_id = models.CharField(max_length=100)
    actor_id = models.UUIDField()
    actor_kind = models.CharField(max_length=8)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=2000)
    status = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()
    bytes = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["actor_id", "id"], name="request_of_actor"),
            models.Index(fields=["request_id"], name="request_by_request_id"),
            models.Index(fields=["at"], name="request_by_time"),
        ]

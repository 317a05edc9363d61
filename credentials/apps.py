"""How Django knows this room."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """The `credentials` application."""

    name = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

"""How Django knows this room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The `identity` application."""

    name = "identity"
    default_auto_field = "django.db.models.BigAutoField"

"""How Django knows this room."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """The `institutions` application."""

    name = "institutions"
    default_auto_field = "django.db.models.BigAutoField"

"""How Django knows this room."""

from django.apps import AppConfig


class RedemptionsConfig(AppConfig):
    """The `redemptions` application."""

    name = "redemptions"
    default_auto_field = "django.db.models.BigAutoField"

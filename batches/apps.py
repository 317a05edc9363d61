"""How Django knows this room."""

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    """The `batches` application."""

    name = "batches"
    default_auto_field = "django.db.models.BigAutoField"

"""How Django knows this room."""

from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """The `learners` application."""

    name = "learners"
    default_auto_field = "django.db.models.BigAutoField"

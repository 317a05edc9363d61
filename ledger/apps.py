"""How Django knows this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The `ledger` application."""

    name = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read UUID columns quickly."""
        from ledger.uuid_columns import register

        register()

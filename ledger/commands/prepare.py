"""Making a database ready: reference rows, and the rights of the application's role."""

from django.db import connections
from psycopg2 import sql

from ledger.commands.accounts import open_bank
from ledger.commands.rule_sets import store_shipped_rule_sets

BOOK = (
    "holding",
    "account",
    "entry",
    "lot",
    "transfer",
    "receipt",
    "rulesetversion",
    "leaf",
    "checkpoint",
    "cosignature",
)


def prepare_reference_rows() -> None:
    """Open the bank's accounts and store the rule sets that ship with the product; harmless when done before."""
    open_bank()
    store_shipped_rule_sets()


def grant_rights(*, owner_alias: str, role: str) -> None:
    """Let the application's role read and write every table, but only read and append to the book's."""
    name = sql.Identifier(role)
    book = sql.SQL(", ").join(sql.Identifier(f"ledger_{table}") for table in BOOK)
    with connections[owner_alias].cursor() as cursor:
        for statement in (
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
            sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(name),
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(book, name),
        ):
            cursor.execute(statement)

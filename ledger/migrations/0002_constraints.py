from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


def run(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((SQL / f"{name}.sql").read_text(), (SQL / f"{name}_undo.sql").read_text())


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [run("constraints"), run("append_only")]

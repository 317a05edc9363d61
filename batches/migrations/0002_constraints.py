from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("batches", "0001_initial")]
    operations = [migrations.RunSQL((SQL / "constraints.sql").read_text(), (SQL / "constraints_undo.sql").read_text())]

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("credentials", "0006_signed_credentials")]
    operations = [migrations.RunSQL((SQL / "signed.sql").read_text(), (SQL / "signed_undo.sql").read_text())]

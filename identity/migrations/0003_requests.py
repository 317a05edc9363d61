from django.db import migrations, models


class Migration(migrations.Migration):
    """API clients expire, those registered before in a year from now; a log of requests."""

    dependencies = [
        ("identity", "0002_service_principal"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE identity_serviceprincipal "
            "ADD COLUMN expires_on date NOT NULL DEFAULT (now() + interval '1 year')::date;"
            "ALTER TABLE identity_serviceprincipal ALTER COLUMN expires_on DROP DEFAULT",
            "ALTER TABLE identity_serviceprincipal DROP COLUMN expires_on",
            state_operations=[migrations.AddField("serviceprincipal", "expires_on", models.DateField())],
        ),
        migrations.CreateModel(
            name="LoggedRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("request_id", models.CharField(max_length=100)),
                ("actor_id", models.UUIDField()),
                ("actor_kind", models.CharField(max_length=8)),
                ("method", models.CharField(max_length=10)),
                ("path", models.CharField(max_length=2000)),
                ("status", models.PositiveSmallIntegerField()),
                ("milliseconds", models.PositiveIntegerField()),
                ("bytes", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["actor_id", "id"], name="request_of_actor"),
                    models.Index(fields=["request_id"], name="request_by_request_id"),
                    models.Index(fields=["at"], name="request_by_time"),
                ],
            },
        ),
    ]

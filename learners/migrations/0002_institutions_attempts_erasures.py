"""Institutions of consents and roster links become foreign keys; failed claims and erasures are rows."""

import django.db.models.deletion
from django.db import migrations, models


def to_institution(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution", **options
    )


class Migration(migrations.Migration):

    dependencies = [
        ("institutions", "0001_initial"),
        ("learners", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="consentanswer", name="consent_newest"),
        migrations.RemoveConstraint(model_name="rosterlink", name="roster_link_once"),
        migrations.RenameField(model_name="consentanswer", old_name="institution_id", new_name="institution"),
        migrations.RenameField(model_name="rosterlink", old_name="institution_id", new_name="institution"),
        migrations.AlterField(model_name="consentanswer", name="institution", field=to_institution(null=True)),
        migrations.AlterField(model_name="rosterlink", name="institution", field=to_institution()),
        migrations.AddIndex(
            model_name="consentanswer",
            index=models.Index(fields=["learner", "purpose", "institution", "-answered_at"], name="consent_newest"),
        ),
        migrations.AddConstraint(
            model_name="rosterlink",
            constraint=models.UniqueConstraint(fields=("institution", "registration_digest"), name="roster_link_once"),
        ),
        migrations.CreateModel(
            name="ClaimAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("user_id", models.UUIDField()),
                ("abc_id_digest", models.BinaryField(max_length=32)),
                ("tried_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user_id", "tried_at"], name="claim_attempts_of_user"),
                    models.Index(fields=["abc_id_digest", "tried_at"], name="claim_attempts_on_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="erasure",
                        serialize=False, to="learners.learner",
                    ),
                ),
                ("erased_at", models.DateTimeField()),
                ("entry_id", models.UUIDField()),
            ],
        ),
    ]

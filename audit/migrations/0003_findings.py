from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import ledger.identifiers
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


def run(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((SQL / f"{name}.sql").read_text(), (SQL / f"{name}_undo.sql").read_text())


class Migration(migrations.Migration):


    dependencies = [("audit", "0002_closings"),
        ('institutions', '0002_programme_kind'),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=ledger.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=240, unique=True)),
                ('rule', models.CharField(max_length=40)),
                ('rule_version', models.CharField(max_length=20)),
                ('severity', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=8)),
                ('subject_kind', models.CharField(choices=[('institution', 'Institution'), ('learner', 'Learner (opaque id)'), ('officer', 'Officer (opaque id)'), ('version', 'Version of an offering')], max_length=12)),
                ('subject_id', models.UUIDField()),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('figures', models.JSONField()),
                ('limits', models.JSONField()),
                ('measure', models.DecimalField(decimal_places=4, max_digits=16)),
                ('evidence_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('found_at', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
            ],
        ),
        migrations.CreateModel(
            name='FindingStep',
            fields=[
                ('id', models.UUIDField(default=ledger.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('found', 'Found by the rule'), ('explained', 'Explained by the institution'), ('accepted', 'Explanation accepted'), ('escalated', 'Escalated'), ('reopened', 'Reopened: the figures have grown'), ('grew', 'The figures have grown')], max_length=10)),
                ('state', models.CharField(max_length=10)),
                ('words', models.TextField(blank=True)),
                ('figures', models.JSONField(null=True)),
                ('measure', models.DecimalField(decimal_places=4, max_digits=16)),
                ('made_by_id', models.UUIDField()),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='audit.finding')),
            ],
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['rule', '-id'], name='finding_of_rule'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['institution', '-id'], name='finding_of_institution'),
        ),
        migrations.AddConstraint(
            model_name='findingstep',
            constraint=models.UniqueConstraint(fields=('finding', 'number'), name='finding_step_in_turn'),
        ),
        migrations.AddConstraint(
            model_name='findingstep',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'explained', 'accepted', 'escalated'])), name='finding_state_known'),
        ),
        migrations.AddConstraint(
            model_name='findingstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['explained', 'accepted', 'escalated']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='finding_step_with_words'),
        ),
        run("append_only"),
    ]

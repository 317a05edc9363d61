import django.db.models.deletion
import ledger.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0002_programme_kind'),
        ('learners', '0003_looks_institution'),
        ('redemptions', '0002_endings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grievance',
            fields=[
                ('id', models.UUIDField(default=ledger.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(choices=[('award', 'An award'), ('redemption', 'A request to redeem')], max_length=10)),
                ('about_id', models.UUIDField()),
                ('title', models.CharField(max_length=200)),
                ('number', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('raised_at', models.DateTimeField()),
                ('answer_by', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner')),
            ],
        ),
        migrations.CreateModel(
            name='GrievanceAnswer',
            fields=[
                ('grievance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='answer', serialize=False, to='redemptions.grievance')),
                ('words', models.TextField()),
                ('answered_by_id', models.UUIDField()),
                ('answered_by_name', models.CharField(max_length=200)),
                ('answered_at', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
            ],
        ),
        migrations.AddIndex(
            model_name='grievance',
            index=models.Index(fields=['learner', '-id'], name='grievance_of_learner'),
        ),
        migrations.AddIndex(
            model_name='grievance',
            index=models.Index(fields=['institution', 'answer_by', 'id'], name='grievance_by_deadline'),
        ),
        migrations.AddConstraint(
            model_name='grievance',
            constraint=models.UniqueConstraint(fields=('learner', 'about_id', 'number'), name='grievance_in_turn'),
        ),
    ]

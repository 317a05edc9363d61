import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('institutions', '0001_initial'),
        ('redemptions', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(name='Withdrawal'),
        migrations.DeleteModel(name='Decision'),
        migrations.RemoveIndex(model_name='redemption', name='redemption_of_holding'),
        migrations.RemoveIndex(model_name='redemption', name='redemption_by_deadline'),
        migrations.AlterField(model_name='redemption', name='plan', field=models.JSONField(null=True)),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('redemption', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='decision', serialize=False, to='redemptions.redemption')),
                ('verdict', models.CharField(choices=[('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn by the learner')], max_length=10)),
                ('reason_code', models.CharField(blank=True, choices=[('not-enrolled', 'You are not enrolled in this programme'), ('not-in-curriculum', 'The credits do not fit the curriculum of the programme'), ('already-covered', 'The programme has already counted the same learning'), ('level-not-suitable', 'The level of the credits does not suit this stage of the programme'), ('cap-full', 'A limit of the programme is full: residency, discipline, skill, prior learning or SWAYAM'), ('credits-gone', 'Some of the credits have expired or were used elsewhere meanwhile'), ('identity-differs', 'Your name or birthday differs from the enrolment'), ('other', 'Another reason, written below')], max_length=40)),
                ('reason', models.TextField(blank=True)),
                ('decided_by_id', models.UUIDField()),
                ('decided_at', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
                ('holding_id', models.UUIDField()),
                ('turn', models.PositiveIntegerField(null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.programme')),
            ],
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('redemption', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='waiting', serialize=False, to='redemptions.redemption')),
                ('holding_id', models.UUIDField()),
                ('decide_by', models.DateTimeField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.programme')),
            ],
        ),
        migrations.AddIndex(
            model_name='redemption',
            index=models.Index(fields=['holding_id', '-asked_at', '-id'], name='redemption_of_holding'),
        ),
        migrations.AddIndex(
            model_name='redemption',
            index=models.Index(fields=['programme', '-id'], name='redemption_of_programme'),
        ),
        migrations.AddIndex(
            model_name='redemption',
            index=models.Index(condition=models.Q(('batch_id__isnull', False)), fields=['batch_id'], name='redemption_of_batch'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('holding_id', 'programme', 'turn'), name='decision_in_turn'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('turn__isnull', False), ('verdict', 'approved')), models.Q(models.Q(('verdict', 'approved'), _negated=True), ('turn', None)), _connector='OR'), name='decision_turn_of_approvals'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'refused'), _negated=True), models.Q(('reason_code', ''), _negated=True), _connector='OR'), name='decision_refused_with_reason'),
        ),
        migrations.AddIndex(
            model_name='waiting',
            index=models.Index(fields=['programme', 'decide_by', 'redemption'], name='waiting_by_deadline'),
        ),
        migrations.AddConstraint(
            model_name='waiting',
            constraint=models.UniqueConstraint(fields=('holding_id', 'programme'), name='waiting_once_per_programme'),
        ),
    ]

"""Credibility of evidence, which is only ever added to, and the walk that makes findings anew after a rating."""

import django.db.models.deletion
import factcheck.ids
from django.conf import settings
from django.db import migrations, models


CREDIBILITIES = """
CREATE FUNCTION credibility_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Judgements of evidence are only ever added: % is refused. Add one that takes its place.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER credibility_row BEFORE UPDATE OR DELETE ON claims_credibility
    FOR EACH ROW EXECUTE FUNCTION credibility_refuse();
CREATE TRIGGER credibility_all BEFORE TRUNCATE ON claims_credibility
    FOR EACH STATEMENT EXECUTE FUNCTION credibility_refuse();
ALTER TABLE claims_credibility ENABLE ALWAYS TRIGGER credibility_row;
ALTER TABLE claims_credibility ENABLE ALWAYS TRIGGER credibility_all;
"""
UNGUARD = """
DROP TRIGGER credibility_all ON claims_credibility;
DROP TRIGGER credibility_row ON claims_credibility;
DROP FUNCTION credibility_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0013_publication_guards'),
        ('sources', '0008_rating'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Credibility',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('grade', models.PositiveSmallIntegerField(choices=[(1, '1: confirmed by other sources'), (2, '2: probably true'), (3, '3: possibly true'), (4, '4: doubtful'), (5, '5: improbable'), (6, "6: truth can't be judged")])),
                ('why', models.TextField(help_text='Why, in a sentence a colleague can check.')),
                ('judged_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'credibilities',
                'ordering': ['-judged_at', '-id'],
                'permissions': [('judge_credibility', 'Can judge how credible a piece of evidence is')],
            },
        ),
        migrations.CreateModel(
            name='Reweighing',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('after', models.UUIDField(null=True)),
                ('planned', models.PositiveBigIntegerField(default=0, help_text='Claims that were made due so far.')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(fields=['source', '-id'], name='attribution_by_source'),
        ),
        migrations.AddField(
            model_name='credibility',
            name='claim',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='credibilities', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='credibility',
            name='judged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='credibility',
            name='passage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credibilities', to='sources.passage'),
        ),
        migrations.AddField(
            model_name='reweighing',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reweighings', to='sources.source'),
        ),
        migrations.AddIndex(
            model_name='credibility',
            index=models.Index(fields=['claim', 'passage', '-judged_at', '-id'], name='credibility_of_evidence'),
        ),
        migrations.AddConstraint(
            model_name='credibility',
            constraint=models.CheckConstraint(condition=models.Q(('why__regex', '\\S')), name='credibility_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='credibility',
            constraint=models.CheckConstraint(condition=models.Q(('grade__gte', 1), ('grade__lte', 6)), name='credibility_is_a_grade'),
        ),
        migrations.AddConstraint(
            model_name='reweighing',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('source',), name='one_reweighing_per_source'),
        ),
        migrations.RunSQL(CREDIBILITIES, UNGUARD),
    ]

"""Corrections of what was published, what new versions of reports took away, and who contests a claim."""

import django.db.models.deletion
import factcheck.ids
from django.conf import settings
from django.db import migrations, models


CORRECTIONS = """
CREATE FUNCTION correction_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Corrections are only ever added: % is refused. Publish another one.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER correction_row BEFORE UPDATE OR DELETE ON claims_correction
    FOR EACH ROW EXECUTE FUNCTION correction_refuse();
CREATE TRIGGER correction_all BEFORE TRUNCATE ON claims_correction
    FOR EACH STATEMENT EXECUTE FUNCTION correction_refuse();
ALTER TABLE claims_correction ENABLE ALWAYS TRIGGER correction_row;
ALTER TABLE claims_correction ENABLE ALWAYS TRIGGER correction_all;

CREATE FUNCTION correction_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND published_at IS NOT NULL
            AND statement = NEW.before_statement AND status = NEW.after_status
    ) THEN
        RAISE EXCEPTION 'A correction is of a published claim, and says how it read before and where it stands.'
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.made_in = pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_rules BEFORE INSERT ON claims_correction
    FOR EACH ROW EXECUTE FUNCTION correction_check();
ALTER TABLE claims_correction ENABLE ALWAYS TRIGGER correction_rules;
"""
# A decided claim keeps its words, unless a correction that is published in the same transaction says what they become.
WORDS = """
CREATE OR REPLACE FUNCTION claim_words_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'unreviewed' THEN
        RETURN NEW;
    END IF;
    IF (NEW.polarity, NEW.modality, NEW.condition, NEW.language)
        IS DISTINCT FROM (OLD.polarity, OLD.modality, OLD.condition, OLD.language)
        OR NEW.statement IS DISTINCT FROM OLD.statement AND NOT EXISTS (
            SELECT 1 FROM claims_correction c WHERE c.claim_id = NEW.id AND c.before_statement = OLD.statement
                AND c.after_statement = NEW.statement AND c.made_in = pg_current_xact_id()::text::bigint
        ) THEN
        RAISE EXCEPTION 'A claim that has been decided keeps its words; publish a correction instead.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
WORDS_BEFORE = """
CREATE OR REPLACE FUNCTION claim_words_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'unreviewed' AND (NEW.statement, NEW.polarity, NEW.modality, NEW.condition, NEW.language)
        IS DISTINCT FROM (OLD.statement, OLD.polarity, OLD.modality, OLD.condition, OLD.language) THEN
        RAISE EXCEPTION 'A claim that has been decided keeps its words.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
DISPUTES = """
CREATE FUNCTION dispute_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'open' AND NEW.state <> 'open'
        AND to_jsonb(NEW) - '{state,answer,public_answer,answered_by_id,answered_at}'::text[]
            = to_jsonb(OLD) - '{state,answer,public_answer,answered_by_id,answered_at}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A dispute is only ever added and, once, answered: this % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dispute_row BEFORE UPDATE OR DELETE ON claims_dispute
    FOR EACH ROW EXECUTE FUNCTION dispute_refuse();
CREATE TRIGGER dispute_all BEFORE TRUNCATE ON claims_dispute
    FOR EACH STATEMENT EXECUTE FUNCTION dispute_refuse();
ALTER TABLE claims_dispute ENABLE ALWAYS TRIGGER dispute_row;
ALTER TABLE claims_dispute ENABLE ALWAYS TRIGGER dispute_all;
"""
UNGUARD = """
DROP TRIGGER dispute_all ON claims_dispute;
DROP TRIGGER dispute_row ON claims_dispute;
DROP FUNCTION dispute_refuse();
DROP TRIGGER correction_rules ON claims_correction;
DROP FUNCTION correction_check();
DROP TRIGGER correction_all ON claims_correction;
DROP TRIGGER correction_row ON claims_correction;
DROP FUNCTION correction_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0014_credibility'),
        ('sources', '0008_rating'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('token', models.CharField(editable=False, max_length=64, unique=True)),
                ('text', models.TextField(help_text='What is wrong with it, in their words.')),
                ('link', models.CharField(blank=True, help_text='Where that can be checked.', max_length=2000)),
                ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered'), ('rejected', 'Rejected')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('deadline', models.DateTimeField()),
                ('answer', models.TextField(blank=True, help_text='For colleagues: what was looked at, and why this answer.')),
                ('public_answer', models.TextField(blank=True, help_text='What the person who contests reads.')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='claims.claim')),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('answer_dispute', 'Can answer who contests a claim')],
            },
        ),
        migrations.CreateModel(
            name='DisputeContact',
            fields=[
                ('dispute', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='contact', serialize=False, to='claims.dispute')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.CharField(blank=True, max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name='ReportChange',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('corrected', 'corrected'), ('retracted', 'retracted'), ('updated', 'updated, without saying why')], help_text='What the new version says of itself.', max_length=10)),
                ('cited', models.BooleanField()),
                ('quote', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='report_changes', to='claims.claim')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.report')),
                ('snapshot', models.ForeignKey(help_text='The new version.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('note', models.TextField(help_text='What was wrong, in a sentence for readers. It is published.')),
                ('reason', models.TextField(help_text='How it came about, for colleagues. It is not published.')),
                ('before_statement', models.TextField()),
                ('after_statement', models.TextField()),
                ('before_status', models.CharField(choices=[('unreviewed', 'Unreviewed'), ('verified', 'Verified'), ('refuted', 'Refuted'), ('conflicting', 'Conflicting'), ('unverifiable', 'Unverifiable'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('after_status', models.CharField(choices=[('unreviewed', 'Unreviewed'), ('verified', 'Verified'), ('refuted', 'Refuted'), ('conflicting', 'Conflicting'), ('unverifiable', 'Unverifiable'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('corrected_at', models.DateTimeField()),
                ('made_in', models.BigIntegerField(editable=False, help_text='The database transaction that wrote it; set by a trigger.', null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='claims.claim')),
                ('corrected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['corrected_at', 'id'],
                'permissions': [('correct_claim', 'Can correct what was published')],
                'constraints': [models.CheckConstraint(condition=models.Q(('note__regex', '\\S'), ('reason__regex', '\\S')), name='correction_has_note'), models.CheckConstraint(condition=models.Q(('before_statement', models.F('after_statement')), ('before_status', models.F('after_status')), _negated=True), name='correction_corrects')],
            },
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['deadline'], name='dispute_open'),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(fields=['state', '-id'], name='dispute_by_state'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False), ('public_answer__regex', '\\S')), _connector='OR'), name='dispute_answered_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='reportchange',
            constraint=models.UniqueConstraint(fields=('claim', 'snapshot', 'cited'), name='one_change_per_version'),
        ),
        migrations.RunSQL([CORRECTIONS, WORDS, DISPUTES], [WORDS_BEFORE, UNGUARD]),
    ]

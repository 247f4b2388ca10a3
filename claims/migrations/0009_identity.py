"""Judgements on claims, what follows from them, and the rules that hold for every writer of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import factcheck.ids
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

JUDGEMENTS = """
CREATE FUNCTION claim_judgement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL
        AND to_jsonb(NEW) - 'undone_at' - 'undone_by_id' = to_jsonb(OLD) - 'undone_at' - 'undone_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Judgements are only ever added and, once, undone: this % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER claim_judgement_row BEFORE UPDATE OR DELETE ON claims_judgement
    FOR EACH ROW EXECUTE FUNCTION claim_judgement_refuse();
CREATE TRIGGER claim_judgement_all BEFORE TRUNCATE ON claims_judgement
    FOR EACH STATEMENT EXECUTE FUNCTION claim_judgement_refuse();
ALTER TABLE claims_judgement ENABLE ALWAYS TRIGGER claim_judgement_row;
ALTER TABLE claims_judgement ENABLE ALWAYS TRIGGER claim_judgement_all;
"""
MERGES = """
CREATE FUNCTION claim_kept_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM claims_merge m JOIN claims_merge kept ON kept.claim_id = m.kept_id
        WHERE NEW.claim_id IN (m.claim_id, kept.claim_id)
    ) THEN
        RAISE EXCEPTION 'A merged claim points straight at the kept one, which is not merged itself.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_kept AFTER INSERT OR UPDATE ON claims_merge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claim_kept_check();
ALTER TABLE claims_merge ENABLE ALWAYS TRIGGER claim_kept;

CREATE FUNCTION claim_kept_of(claim uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT kept_id FROM claims_merge WHERE claim_id = claim), claim)
$$;
"""
# A decision speaks for the whole cluster: it may cite what was found for any claim of it, is made on the kept one,
# and not by who wrote any of them.
DECISIONS_BY_CLUSTER = """
CREATE OR REPLACE FUNCTION decision_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim claims_claim;
BEGIN
    SELECT * INTO claim FROM claims_claim WHERE id = NEW.claim_id;
    IF claim.status IS DISTINCT FROM NEW.from_status THEN
        RAISE EXCEPTION 'The claim is %, not %.', claim.status, NEW.from_status USING ERRCODE = 'check_violation';
    END IF;
    IF claim_kept_of(NEW.claim_id) <> NEW.claim_id THEN
        RAISE EXCEPTION 'This claim is merged: the one that stands for it is decided on.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM claims_claim c
        WHERE (c.id = NEW.claim_id OR c.id IN (SELECT claim_id FROM claims_merge WHERE kept_id = NEW.claim_id))
            AND NEW.decided_by_id IN (c.created_by_id, c.edited_by_id)
    ) THEN
        RAISE EXCEPTION 'Four eyes: who wrote or last edited a claim can not decide on it.'
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.made_in = pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION citation_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_decision d JOIN claims_evidence e ON claim_kept_of(e.claim_id) = d.claim_id
        WHERE d.id = NEW.decision_id AND e.id = NEW.evidence_id
            AND d.made_in = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'A decision cites evidence on its own claim, and only while it is made.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION verdict_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.to_status IN ('verified', 'refuted', 'conflicting') AND NOT EXISTS (
        SELECT 1 FROM claims_decision_evidence de WHERE de.decision_id = NEW.id  -- what it cites was checked then
    ) THEN
        RAISE EXCEPTION 'A verdict needs evidence on its claim.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
DECISIONS_BY_CLAIM = """
CREATE OR REPLACE FUNCTION decision_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim claims_claim;
BEGIN
    SELECT * INTO claim FROM claims_claim WHERE id = NEW.claim_id;
    IF claim.status IS DISTINCT FROM NEW.from_status THEN
        RAISE EXCEPTION 'The claim is %, not %.', claim.status, NEW.from_status USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decided_by_id IN (claim.created_by_id, claim.edited_by_id) THEN
        RAISE EXCEPTION 'Four eyes: who wrote or last edited a claim can not decide on it.'
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.made_in = pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION citation_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_decision d JOIN claims_evidence e ON e.claim_id = d.claim_id
        WHERE d.id = NEW.decision_id AND e.id = NEW.evidence_id
            AND d.made_in = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'A decision cites evidence on its own claim, and only while it is made.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION verdict_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.to_status IN ('verified', 'refuted', 'conflicting') AND NOT EXISTS (
        SELECT 1 FROM claims_decision_evidence de JOIN claims_evidence e ON e.id = de.evidence_id
        WHERE de.decision_id = NEW.id AND e.claim_id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'A verdict needs evidence on its claim.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
UNGUARD = """
DROP FUNCTION claim_kept_of(uuid);
DROP TRIGGER claim_kept ON claims_merge;
DROP FUNCTION claim_kept_check();
DROP TRIGGER claim_judgement_all ON claims_judgement;
DROP TRIGGER claim_judgement_row ON claims_judgement;
DROP FUNCTION claim_judgement_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0008_finding_explained'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='merge', serialize=False, to='claims.claim')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='claims.claim')),
            ],
        ),
        migrations.CreateModel(
            name='MergeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='claims.claim')),
                ('kept', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='claims.merge')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('contradicts', 'contradicts'), ('refines', 'refines'), ('supersedes', 'supersedes'), ('part_of', 'is part of')], max_length=20)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], default='proposed', max_length=10)),
                ('reasons', models.JSONField(default=list, help_text='Sentences that say what was compared.')),
                ('engine', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('marked', models.BooleanField(default=False, editable=False)),
                ('from_claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('settle_relation', 'Can accept or reject a relation between claims')],
            },
        ),
        migrations.CreateModel(
            name='RelationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('contradicts', 'contradicts'), ('refines', 'refines'), ('supersedes', 'supersedes'), ('part_of', 'is part of')], max_length=20)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], default='proposed', max_length=10)),
                ('reasons', models.JSONField(default=list, help_text='Sentences that say what was compared.')),
                ('engine', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('marked', models.BooleanField(default=False, editable=False)),
                ('from_claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='claims.relation')),
                ('settled_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.claim')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('engine', models.CharField(blank=True, max_length=120)),
                ('score', models.FloatField()),
                ('reasons', models.JSONField(default=list, help_text='Sentences that say what was compared.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_answered', models.BooleanField(default=False, editable=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('left', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
            ],
            options={
                'ordering': ['is_answered', '-score', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('same', 'Same'), ('different', 'Different'), ('unsure', 'Unsure')], max_length=10)),
                ('reason', models.TextField(blank=True, help_text='Why, in a sentence a colleague can check.')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('marked', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, editable=False, size=None)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('left', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claim')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claim')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('judge_claims', 'Can judge which claims are the same')],
                'indexes': [models.Index(fields=['left', 'right'], name='claim_judgement_of_pair'), models.Index(fields=['by', '-id'], name='claim_judgement_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(('left__lt', models.F('right'))), name='claim_judgement_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='claim_judgement_undone_by'), models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('left', 'right'), name='one_standing_claim_judgement')],
            },
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('claim', models.F('kept')), _negated=True), name='merged_into_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_mergeevent" ("claim_id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."claim_id", NEW."kept_id", _pgh_attach_context(), NOW(), \'insert\', NEW."claim_id"); RETURN NULL;', hash='58b609414091263c39aaf95e49da50660cb27388', operation='INSERT', pgid='pgtrigger_insert_insert_a17e2', table='claims_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "claims_mergeevent" ("claim_id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."claim_id", NEW."kept_id", _pgh_attach_context(), NOW(), \'update\', NEW."claim_id"); RETURN NULL;', hash='68b755357cd06ebad854f1883c2cb31e044c0bb1', operation='UPDATE', pgid='pgtrigger_update_update_71145', table='claims_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_mergeevent" ("claim_id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."claim_id", OLD."kept_id", _pgh_attach_context(), NOW(), \'delete\', OLD."claim_id"); RETURN NULL;', hash='1b78bca88cf2712978b6760431fd7fb9e66fba2b', operation='DELETE', pgid='pgtrigger_delete_delete_329a1', table='claims_merge', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='relation',
            index=models.Index(fields=['state', '-id'], name='relation_by_state'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(fields=('from_claim', 'kind', 'to_claim'), name='one_relation_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('from_claim', models.F('to_claim')), _negated=True), name='relation_of_two'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'contradicts'), _negated=True), ('from_claim__lt', models.F('to_claim')), _connector='OR'), name='contradicts_without_direction'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='settled_by_someone'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_relationevent" ("created_at", "engine", "from_claim_id", "id", "kind", "marked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "settled_at", "settled_by_id", "state", "to_claim_id") VALUES (NEW."created_at", NEW."engine", NEW."from_claim_id", NEW."id", NEW."kind", NEW."marked", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."to_claim_id"); RETURN NULL;', hash='19b7ac635cf913d31477a4e3f972106236076840', operation='INSERT', pgid='pgtrigger_insert_insert_eff0a', table='claims_relation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "claims_relationevent" ("created_at", "engine", "from_claim_id", "id", "kind", "marked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "settled_at", "settled_by_id", "state", "to_claim_id") VALUES (NEW."created_at", NEW."engine", NEW."from_claim_id", NEW."id", NEW."kind", NEW."marked", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."to_claim_id"); RETURN NULL;', hash='9bffb775b534d6d339da83afb12381799cf1e32e', operation='UPDATE', pgid='pgtrigger_update_update_b5b97', table='claims_relation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_relationevent" ("created_at", "engine", "from_claim_id", "id", "kind", "marked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "settled_at", "settled_by_id", "state", "to_claim_id") VALUES (OLD."created_at", OLD."engine", OLD."from_claim_id", OLD."id", OLD."kind", OLD."marked", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reasons", OLD."settled_at", OLD."settled_by_id", OLD."state", OLD."to_claim_id"); RETURN NULL;', hash='0afb656f1d736687ed4dde3fc7cf5f904ebe1f88', operation='DELETE', pgid='pgtrigger_delete_delete_d87aa', table='claims_relation', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(fields=['is_answered', '-score', 'id'], name='suggestion_open_first'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(fields=('left', 'right', 'engine'), name='one_suggestion_per_engine'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('left__lt', models.F('right'))), name='suggestion_of_two'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', True), models.Q(('engine', ''), _negated=True)), models.Q(('by__isnull', False), ('engine', '')), _connector='OR'), name='suggested_by_one'),
        ),
        migrations.RunSQL([JUDGEMENTS, MERGES, DECISIONS_BY_CLUSTER], [DECISIONS_BY_CLAIM, UNGUARD]),
    ]

"""A second person for what is published, who accepted a claim, who has it in hand, and the rules that hold for all."""

from importlib import import_module

import claims.models.importance
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import factcheck.ids
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

AUTHORS = """
CREATE FUNCTION claim_is_by(claim uuid, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM claims_claim c
        WHERE (c.id = claim OR c.id IN (SELECT claim_id FROM claims_merge WHERE kept_id = claim))
            AND person IN (c.created_by_id, c.accepted_by_id, c.edited_by_id)
    )
$$;
CREATE FUNCTION claim_authors_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.created_by_id IS DISTINCT FROM OLD.created_by_id AND OLD.created_by_id IS NOT NULL
        OR NEW.accepted_by_id IS DISTINCT FROM OLD.accepted_by_id AND OLD.accepted_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'Who wrote or accepted a claim stays on record.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.edited_by_id IS DISTINCT FROM OLD.edited_by_id AND OLD.edited_by_id IS NOT NULL AND (
        NEW.edited_by_id IS NULL OR (NEW.statement, NEW.polarity, NEW.modality, NEW.condition, NEW.language)
            IS NOT DISTINCT FROM (OLD.statement, OLD.polarity, OLD.modality, OLD.condition, OLD.language)
    ) THEN
        RAISE EXCEPTION 'Who last edited a claim is whoever changes its words.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_authors BEFORE UPDATE OF created_by_id, accepted_by_id, edited_by_id ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claim_authors_check();
ALTER TABLE claims_claim ENABLE ALWAYS TRIGGER claim_authors;
"""
# `manage.py migrate` replaces this function by what SECOND_PERSON says; the running role can not.
SWITCH = """
CREATE OR REPLACE FUNCTION second_person_is_on() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
CREATE FUNCTION claim_needs_second_person(claim uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT second_person_is_on()
$$;
"""
REQUESTS = """
CREATE FUNCTION request_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim claims_claim;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO claim FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
        IF claim.status IS DISTINCT FROM NEW.seen_status THEN
            RAISE EXCEPTION 'The claim is %, not %.', claim.status, NEW.seen_status USING ERRCODE = 'check_violation';
        END IF;
        IF claim_kept_of(NEW.claim_id) <> NEW.claim_id THEN
            RAISE EXCEPTION 'This claim is merged: the one that stands for it is decided on.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'A change is asked for before it is answered.' USING ERRCODE = 'check_violation';
        END IF;
        IF claim_is_by(NEW.claim_id, NEW.requested_by_id) THEN
            RAISE EXCEPTION 'Four eyes: who wrote, accepted or last edited a claim can not decide on it.'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        IF TG_OP <> 'UPDATE' OR OLD.state <> 'open' OR NEW.state = 'open'
            OR to_jsonb(NEW) - '{state,answered_by_id,answered_at,answer,written_in}'::text[]
                <> to_jsonb(OLD) - '{state,answered_by_id,answered_at,answer,written_in}'::text[] THEN
            RAISE EXCEPTION 'What was asked for is answered once and stays: this % is refused.', TG_OP
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.state = 'confirmed' AND claim_is_by(NEW.claim_id, NEW.answered_by_id) THEN
            RAISE EXCEPTION 'Four eyes: who wrote, accepted or last edited a claim can not decide on it.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'withdrawn' AND NEW.answered_by_id <> NEW.requested_by_id THEN
            RAISE EXCEPTION 'Only who asked for a change can take it back.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.written_in = pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER request_rules BEFORE INSERT OR UPDATE OR DELETE ON claims_decisionrequest
    FOR EACH ROW EXECUTE FUNCTION request_check();
ALTER TABLE claims_decisionrequest ENABLE ALWAYS TRIGGER request_rules;

CREATE FUNCTION request_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was asked for stays: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER request_all BEFORE TRUNCATE ON claims_decisionrequest
    FOR EACH STATEMENT EXECUTE FUNCTION request_refuse();
CREATE TRIGGER request_evidence_row BEFORE UPDATE OR DELETE ON claims_decisionrequest_evidence
    FOR EACH ROW EXECUTE FUNCTION request_refuse();
CREATE TRIGGER request_evidence_all BEFORE TRUNCATE ON claims_decisionrequest_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION request_refuse();
ALTER TABLE claims_decisionrequest ENABLE ALWAYS TRIGGER request_all;
ALTER TABLE claims_decisionrequest_evidence ENABLE ALWAYS TRIGGER request_evidence_row;
ALTER TABLE claims_decisionrequest_evidence ENABLE ALWAYS TRIGGER request_evidence_all;

CREATE FUNCTION request_citation_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM claims_decisionrequest r JOIN claims_evidence e ON claim_kept_of(e.claim_id) = r.claim_id
        WHERE r.id = NEW.decisionrequest_id AND e.id = NEW.evidence_id AND r.state = 'open'
            AND r.written_in = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'A change cites evidence on its own claim, and only while it is asked for.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_citation BEFORE INSERT ON claims_decisionrequest_evidence
    FOR EACH ROW EXECUTE FUNCTION request_citation_check();
ALTER TABLE claims_decisionrequest_evidence ENABLE ALWAYS TRIGGER request_citation;

CREATE FUNCTION request_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM claims_decision WHERE request_id = NEW.id) THEN
        RAISE EXCEPTION 'A confirmed change is decided in the same transaction.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_confirmed AFTER UPDATE ON claims_decisionrequest
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'confirmed')
    EXECUTE FUNCTION request_carried_out();
ALTER TABLE claims_decisionrequest ENABLE ALWAYS TRIGGER request_confirmed;
"""
# The claim is locked first, so that no edit slips in between; and what is decided moves its claim at once.
DECISIONS = """
CREATE OR REPLACE FUNCTION decision_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim claims_claim; asked claims_decisionrequest;
BEGIN
    SELECT * INTO claim FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
    IF claim.status IS DISTINCT FROM NEW.from_status THEN
        RAISE EXCEPTION 'The claim is %, not %.', claim.status, NEW.from_status USING ERRCODE = 'check_violation';
    END IF;
    IF claim_kept_of(NEW.claim_id) <> NEW.claim_id THEN
        RAISE EXCEPTION 'This claim is merged: the one that stands for it is decided on.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF claim_is_by(NEW.claim_id, NEW.decided_by_id) THEN
        RAISE EXCEPTION 'Four eyes: who wrote, accepted or last edited a claim can not decide on it.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.from_status = 'withdrawn' AND NEW.to_status = 'withdrawn' THEN
        RAISE EXCEPTION 'A withdrawn claim is not withdrawn again.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM claims_decision WHERE claim_id = NEW.claim_id AND decided_at >= NEW.decided_at) THEN
        RAISE EXCEPTION 'A decision comes later than the one before it.' USING ERRCODE = 'check_violation';
    END IF;
    NEW.made_in = pg_current_xact_id()::text::bigint;
    IF NEW.request_id IS NOT NULL THEN
        SELECT * INTO asked FROM claims_decisionrequest WHERE id = NEW.request_id;
        IF asked.state <> 'confirmed' OR asked.written_in <> NEW.made_in
            OR (asked.claim_id, asked.seen_status, asked.to_status, asked.rationale, asked.requested_by_id)
                IS DISTINCT FROM (NEW.claim_id, NEW.from_status, NEW.to_status, NEW.rationale, NEW.decided_by_id) THEN
            RAISE EXCEPTION 'The decision is not what a second person confirms.' USING ERRCODE = 'check_violation';
        END IF;
        NEW.second_person = 'confirmed';
    ELSIF NEW.from_status IN ('unreviewed', NEW.to_status) THEN
        NEW.second_person = 'not_needed';
    ELSIF NEW.from_status = 'withdrawn' OR claim_needs_second_person(NEW.claim_id) THEN
        RAISE EXCEPTION 'Four eyes: a published verdict changes only once a second person has confirmed it.'
            USING ERRCODE = 'check_violation';
    ELSE
        NEW.second_person = 'switched_off';
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
    IF NEW.request_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM
            (SELECT evidence_id FROM claims_decision_evidence WHERE decision_id = NEW.id) decided
            FULL JOIN
            (SELECT evidence_id FROM claims_decisionrequest_evidence WHERE decisionrequest_id = NEW.request_id) asked
            USING (evidence_id)
        WHERE decided IS NULL OR asked IS NULL
    ) THEN
        RAISE EXCEPTION 'The decision cites other evidence than a second person confirms.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION decision_moves_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE standing text; decided text;
BEGIN
    SELECT status INTO standing FROM claims_claim WHERE id = NEW.claim_id;
    SELECT to_status INTO decided FROM claims_decision
        WHERE claim_id = NEW.claim_id ORDER BY decided_at DESC, id DESC LIMIT 1;
    IF standing IS DISTINCT FROM decided THEN
        RAISE EXCEPTION 'A decision moves its claim in the same transaction: it says %, the claim is %.',
            decided, standing USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_without_move AFTER INSERT ON claims_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decision_moves_check();
ALTER TABLE claims_decision ENABLE ALWAYS TRIGGER decision_without_move;
"""
TENSION = """
CREATE FUNCTION finding_tension() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched uuid = coalesce(NEW.claim_id, OLD.claim_id); felt smallint;
BEGIN
    SELECT coalesce(max(CASE
        WHEN f.proposed_status = 'conflicting' OR f.current_status <> 'unreviewed' THEN 2 ELSE 1 END), 0)
        INTO felt FROM claims_finding f WHERE f.claim_id = touched AND f.state = 'open';
    UPDATE claims_claim SET tension = felt WHERE id = touched AND tension <> felt;
    RETURN NULL;
END $$;
CREATE TRIGGER finding_tells AFTER INSERT OR DELETE OR UPDATE OF state, proposed_status ON claims_finding
    FOR EACH ROW EXECUTE FUNCTION finding_tension();
UPDATE claims_claim c SET tension = CASE
    WHEN f.proposed_status = 'conflicting' OR f.current_status <> 'unreviewed' THEN 2 ELSE 1 END
    FROM claims_finding f WHERE f.claim_id = c.id AND f.state = 'open';
"""
UNGUARD = """
DROP TRIGGER finding_tells ON claims_finding;
DROP FUNCTION finding_tension();
DROP TRIGGER decision_without_move ON claims_decision;
DROP FUNCTION decision_moves_check();
DROP TRIGGER request_confirmed ON claims_decisionrequest;
DROP FUNCTION request_carried_out();
DROP TRIGGER request_citation ON claims_decisionrequest_evidence;
DROP FUNCTION request_citation_check();
DROP TRIGGER request_evidence_all ON claims_decisionrequest_evidence;
DROP TRIGGER request_evidence_row ON claims_decisionrequest_evidence;
DROP TRIGGER request_all ON claims_decisionrequest;
DROP FUNCTION request_refuse();
DROP TRIGGER request_rules ON claims_decisionrequest;
DROP FUNCTION request_check();
DROP FUNCTION claim_needs_second_person(uuid);
DROP FUNCTION second_person_is_on();
DROP TRIGGER claim_authors ON claims_claim;
DROP FUNCTION claim_authors_check();
DROP FUNCTION claim_is_by(uuid, bigint);
"""
BEFORE = import_module("claims.migrations.0009_identity").DECISIONS_BY_CLUSTER


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0011_search_by_bits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('assigned_at', models.DateTimeField()),
                ('message', models.TextField(blank=True, help_text='What the assignee should know.')),
                ('due', models.DateTimeField(blank=True, help_text='When it should be decided.', null=True)),
                ('state', models.CharField(choices=[('assigned', 'given, not yet begun'), ('taken', 'in hand'), ('done', 'done: it was decided on'), ('released', 'Released')], default='assigned', max_length=10)),
                ('taken_at', models.DateTimeField(null=True)),
                ('last_seen', models.DateTimeField(help_text='When its holder was last seen at work.', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(blank=True, help_text='Why it ended.', max_length=100)),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('assign', 'Can give claims to others to decide on')],
            },
        ),
        migrations.CreateModel(
            name='DecisionRequest',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('seen_status', models.CharField(choices=[('unreviewed', 'Unreviewed'), ('verified', 'Verified'), ('refuted', 'Refuted'), ('conflicting', 'Conflicting'), ('unverifiable', 'Unverifiable'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('to_status', models.CharField(choices=[('unreviewed', 'Unreviewed'), ('verified', 'Verified'), ('refuted', 'Refuted'), ('conflicting', 'Conflicting'), ('unverifiable', 'Unverifiable'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], max_length=20)),
                ('rationale', models.TextField(help_text='Why, in a sentence or two a reader can check.')),
                ('reads_otherwise', models.BooleanField(default=False, help_text='They read it otherwise than its judge.')),
                ('requested_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'waits for a second person'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected'), ('withdrawn', 'taken back'), ('overtaken', 'overtaken by another decision')], default='open', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='Why the second person confirmed or rejected it.')),
                ('written_in', models.BigIntegerField(editable=False, help_text='The database transaction that wrote it last; set by a trigger.', null=True)),
            ],
            options={
                'verbose_name': 'change that waits for a second person',
                'verbose_name_plural': 'changes that wait for a second person',
                'ordering': ['-id'],
            },
        ),
        migrations.AlterModelOptions(
            name='claim',
            options={'ordering': ['-id'], 'permissions': [('decide', 'Can decide on claims'), ('reinstate', 'Can bring withdrawn claims back')]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='claim',
            name='accepted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='accepted_by',
            field=models.ForeignKey(editable=False, help_text='Who accepted it as the machine read it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='tension',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, help_text='0: nothing is proposed; 1: a verdict; 2: evidence at odds. A trigger keeps it.'),
        ),
        migrations.AddField(
            model_name='claim',
            name='importance',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('worth'), '*', models.Value(100.0)), '+', models.Case(models.When(tension=2, then=models.Value(60.0)), models.When(tension=1, then=models.Value(30.0)), default=models.Value(0.0))), '+', models.Case(models.When(needs_another_look=True, then=models.Value(100.0)), default=models.Value(0.0))), '-', django.db.models.expressions.CombinedExpression(claims.models.importance.Days(django.db.models.functions.comparison.Coalesce('decided_at', 'created_at', output_field=models.DateTimeField())), '*', models.Value(1.0))), output_field=models.FloatField()), output_field=models.FloatField()),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='accepted_by',
            field=models.ForeignKey(db_constraint=False, editable=False, help_text='Who accepted it as the machine read it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='accepted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='second_person',
            field=models.CharField(choices=[('not_needed', 'not needed'), ('confirmed', 'Confirmed'), ('switched_off', 'switched off')], default='not_needed', editable=False, help_text='Set by a trigger.', max_length=12),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('status', 'unreviewed'), ('needs_another_look', True), _connector='OR'), fields=['-importance'], name='claim_to_take'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_claimevent" ("accepted_at", "accepted_by_id", "condition", "created_at", "created_by_id", "decided_at", "edited_by_id", "id", "language", "modality", "needs_another_look", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "published_at", "review_due", "review_every", "review_kind", "review_set_by_id", "stale", "statement", "status", "valid_during", "worth", "worth_features") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."condition", NEW."created_at", NEW."created_by_id", NEW."decided_at", NEW."edited_by_id", NEW."id", NEW."language", NEW."modality", NEW."needs_another_look", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."polarity", NEW."published_at", NEW."review_due", NEW."review_every", NEW."review_kind", NEW."review_set_by_id", NEW."stale", NEW."statement", NEW."status", NEW."valid_during", NEW."worth", NEW."worth_features"); RETURN NULL;', hash='d86c418f8b55121c9d0d7b63be053205915740be', operation='INSERT', pgid='pgtrigger_insert_insert_df8fa', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."accepted_by_id" IS DISTINCT FROM (NEW."accepted_by_id") OR OLD."condition" IS DISTINCT FROM (NEW."condition") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."modality" IS DISTINCT FROM (NEW."modality") OR OLD."needs_another_look" IS DISTINCT FROM (NEW."needs_another_look") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."polarity" IS DISTINCT FROM (NEW."polarity") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."review_due" IS DISTINCT FROM (NEW."review_due") OR OLD."review_every" IS DISTINCT FROM (NEW."review_every") OR OLD."review_kind" IS DISTINCT FROM (NEW."review_kind") OR OLD."review_set_by_id" IS DISTINCT FROM (NEW."review_set_by_id") OR OLD."stale" IS DISTINCT FROM (NEW."stale") OR OLD."statement" IS DISTINCT FROM (NEW."statement") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."valid_during" IS DISTINCT FROM (NEW."valid_during") OR OLD."worth" IS DISTINCT FROM (NEW."worth") OR OLD."worth_features" IS DISTINCT FROM (NEW."worth_features"))', func='INSERT INTO "claims_claimevent" ("accepted_at", "accepted_by_id", "condition", "created_at", "created_by_id", "decided_at", "edited_by_id", "id", "language", "modality", "needs_another_look", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "published_at", "review_due", "review_every", "review_kind", "review_set_by_id", "stale", "statement", "status", "valid_during", "worth", "worth_features") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."condition", NEW."created_at", NEW."created_by_id", NEW."decided_at", NEW."edited_by_id", NEW."id", NEW."language", NEW."modality", NEW."needs_another_look", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."polarity", NEW."published_at", NEW."review_due", NEW."review_every", NEW."review_kind", NEW."review_set_by_id", NEW."stale", NEW."statement", NEW."status", NEW."valid_during", NEW."worth", NEW."worth_features"); RETURN NULL;', hash='61f6b001ca9ae3c6b3388e26f1ccc409c8d44693', operation='UPDATE', pgid='pgtrigger_update_update_fe4ba', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_claimevent" ("accepted_at", "accepted_by_id", "condition", "created_at", "created_by_id", "decided_at", "edited_by_id", "id", "language", "modality", "needs_another_look", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "published_at", "review_due", "review_every", "review_kind", "review_set_by_id", "stale", "statement", "status", "valid_during", "worth", "worth_features") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."condition", OLD."created_at", OLD."created_by_id", OLD."decided_at", OLD."edited_by_id", OLD."id", OLD."language", OLD."modality", OLD."needs_another_look", OLD."origin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."polarity", OLD."published_at", OLD."review_due", OLD."review_every", OLD."review_kind", OLD."review_set_by_id", OLD."stale", OLD."statement", OLD."status", OLD."valid_during", OLD."worth", OLD."worth_features"); RETURN NULL;', hash='b181893c7a48eeb57f40a190248dbbd8a5c67258', operation='DELETE', pgid='pgtrigger_delete_delete_dbf31', table='claims_claim', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='accepted_by_somebody'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='assigned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='assignee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='decisionrequest',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decisionrequest',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='decisionrequest',
            name='evidence',
            field=models.ManyToManyField(related_name='requests', to='claims.evidence'),
        ),
        migrations.AddField(
            model_name='decisionrequest',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='request',
            field=models.OneToOneField(help_text='What a second person confirmed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='claims.decisionrequest'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('state__in', ('assigned', 'taken'))), fields=['assignee', '-id'], name='assignment_of'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('state', 'taken')), fields=['last_seen'], name='assignment_idle'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('assigned', 'taken'))), fields=('claim',), name='one_open_assignment'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('assigned', 'taken'))), models.Q(models.Q(('state__in', ('assigned', 'taken')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='assignment_ended'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), models.Q(('last_seen__isnull', False), ('taken_at__isnull', False)), _connector='OR'), name='assignment_taken'),
        ),
        migrations.AddIndex(
            model_name='decisionrequest',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['id'], name='request_open'),
        ),
        migrations.AddConstraint(
            model_name='decisionrequest',
            constraint=models.CheckConstraint(condition=models.Q(('rationale', ''), _negated=True), name='request_has_rationale'),
        ),
        migrations.AddConstraint(
            model_name='decisionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_status', models.F('to_status')), _negated=True), models.Q(('seen_status', 'unreviewed'), _negated=True)), name='request_changes'),
        ),
        migrations.AddConstraint(
            model_name='decisionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='request_answered_by'),
        ),
        migrations.AddConstraint(
            model_name='decisionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'rejected']), _negated=True), models.Q(models.Q(('answered_by', models.F('requested_by')), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='request_second_person'),
        ),
        migrations.AddConstraint(
            model_name='decisionrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('claim',), name='one_open_request'),
        ),
        migrations.RunSQL([AUTHORS, SWITCH, REQUESTS, DECISIONS, TENSION], [UNGUARD, BEFORE]),
    ]

"""Entities, their names and judgements, and the rules that hold for every writer of them."""

import django.db.models.deletion
import factcheck.ids
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

JUDGEMENTS = """
CREATE FUNCTION entity_judgement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL
        AND to_jsonb(NEW) - 'undone_at' - 'undone_by_id' = to_jsonb(OLD) - 'undone_at' - 'undone_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Judgements are only ever added and, once, undone: this % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER entity_judgement_row BEFORE UPDATE OR DELETE ON sources_entityjudgement
    FOR EACH ROW EXECUTE FUNCTION entity_judgement_refuse();
CREATE TRIGGER entity_judgement_all BEFORE TRUNCATE ON sources_entityjudgement
    FOR EACH STATEMENT EXECUTE FUNCTION entity_judgement_refuse();
ALTER TABLE sources_entityjudgement ENABLE ALWAYS TRIGGER entity_judgement_row;
ALTER TABLE sources_entityjudgement ENABLE ALWAYS TRIGGER entity_judgement_all;

CREATE FUNCTION entity_judgement_yields() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM sources_entityjudgement j WHERE j.left_id = NEW.left_id AND j.right_id = NEW.right_id
            AND (j.by_id IS NOT NULL OR j.undone_by_id IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'A person has judged these two entities; a machine leaves them be.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entity_judgement_people BEFORE INSERT ON sources_entityjudgement
    FOR EACH ROW WHEN (NEW.by_id IS NULL) EXECUTE FUNCTION entity_judgement_yields();
ALTER TABLE sources_entityjudgement ENABLE ALWAYS TRIGGER entity_judgement_people;
"""
MERGES = """
CREATE FUNCTION entity_kept_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM sources_entity e JOIN sources_entity kept ON kept.id = e.same_as_id
        WHERE (e.id = NEW.id OR kept.id = NEW.id) AND (kept.same_as_id IS NOT NULL OR kept.id = e.id)
    ) THEN
        RAISE EXCEPTION 'A merged entity points straight at the kept one, which is not merged itself.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entity_kept AFTER INSERT OR UPDATE OF same_as_id ON sources_entity
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.same_as_id IS NOT NULL) EXECUTE FUNCTION entity_kept_check();
ALTER TABLE sources_entity ENABLE ALWAYS TRIGGER entity_kept;
"""
UNGUARD = """
DROP TRIGGER entity_kept ON sources_entity;
DROP FUNCTION entity_kept_check();
DROP TRIGGER entity_judgement_people ON sources_entityjudgement;
DROP FUNCTION entity_judgement_yields();
DROP TRIGGER entity_judgement_all ON sources_entityjudgement;
DROP TRIGGER entity_judgement_row ON sources_entityjudgement;
DROP FUNCTION entity_judgement_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('sources', '0003_utc_offset'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entity',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('person', 'Person'), ('organisation', 'Organisation'), ('place', 'Place'), ('event', 'Event'), ('group', 'Group')], max_length=20)),
                ('name', models.CharField(max_length=300)),
                ('external_scheme', models.CharField(blank=True, help_text='Whose id it is: wikidata, lei, ...', max_length=40, verbose_name='scheme of its outside id')),
                ('external_id', models.CharField(blank=True, help_text='Its id there, such as Q42; empty for none.', max_length=200, verbose_name='outside id')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'entities',
                'ordering': ['-id'],
                'permissions': [('judge_entity', 'Can judge which entities are the same')],
            },
        ),
        migrations.CreateModel(
            name='EntityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('person', 'Person'), ('organisation', 'Organisation'), ('place', 'Place'), ('event', 'Event'), ('group', 'Group')], max_length=20)),
                ('name', models.CharField(max_length=300)),
                ('external_scheme', models.CharField(blank=True, help_text='Whose id it is: wikidata, lei, ...', max_length=40, verbose_name='scheme of its outside id')),
                ('external_id', models.CharField(blank=True, help_text='Its id there, such as Q42; empty for none.', max_length=200, verbose_name='outside id')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EntityJudgement',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('same', 'Same'), ('different', 'Different'), ('unsure', 'Unsure')], max_length=10)),
                ('reason', models.TextField(help_text='Why, in a sentence a colleague can check.')),
                ('machine', models.CharField(blank=True, help_text='The engine and version, where no person did.', max_length=60)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='EntityName',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=300)),
                ('key', models.CharField(editable=False, max_length=300)),
                ('kind', models.CharField(choices=[('name', 'Name'), ('alias', 'Alias'), ('acronym', 'Acronym')], default='alias', max_length=10)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='delete_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_sourceevent" ("created_at", "entity_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."entity_id", NEW."id", NEW."key", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='05fd46a47688d22dbb8f0cb5db4e19b72f473af7', operation='INSERT', pgid='pgtrigger_insert_insert_c3ed3', table='sources_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sources_sourceevent" ("created_at", "entity_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."entity_id", NEW."id", NEW."key", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='5c91975b50d7e28d2ba2d51d9bf7d8e40be6b578', operation='UPDATE', pgid='pgtrigger_update_update_e6185', table='sources_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_sourceevent" ("created_at", "entity_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."entity_id", OLD."id", OLD."key", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='23a030afed217c9479a85ffa8563c51f77e09b86', operation='DELETE', pgid='pgtrigger_delete_delete_fde77', table='sources_source', when='AFTER')),
        ),
        migrations.AddField(
            model_name='entity',
            name='same_as',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='source',
            name='entity',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='sourceevent',
            name='entity',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='entityevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='entityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='entityevent',
            name='same_as',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='entityjudgement',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='entityjudgement',
            name='left',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='entityjudgement',
            name='right',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.entity'),
        ),
        migrations.AddField(
            model_name='entityjudgement',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='entityname',
            name='entity',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='sources.entity'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(fields=['kind', '-id'], name='entity_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='entity',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('external_scheme', 'external_id'), name='one_entity_per_outside_id', violation_error_code='unique', violation_error_message='Another entity has this outside id already. Judge the two the same instead.'),
        ),
        migrations.AddConstraint(
            model_name='entity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('external_id', ''), ('external_scheme', '')), models.Q(models.Q(('external_scheme', ''), _negated=True), models.Q(('external_id', ''), _negated=True)), _connector='OR'), name='outside_id_has_scheme', violation_error_message='Give the outside id together with its scheme, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='entity',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='entity_has_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_entityevent" ("created_at", "external_id", "external_scheme", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id") VALUES (NEW."created_at", NEW."external_id", NEW."external_scheme", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."same_as_id"); RETURN NULL;', hash='be43f8a4b48a0d1857aed0251a885dba0bfc6222', operation='INSERT', pgid='pgtrigger_insert_insert_f92fb', table='sources_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sources_entityevent" ("created_at", "external_id", "external_scheme", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id") VALUES (NEW."created_at", NEW."external_id", NEW."external_scheme", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."same_as_id"); RETURN NULL;', hash='c18456e8a21a259c56402b75afcf67ea18bd1530', operation='UPDATE', pgid='pgtrigger_update_update_08f31', table='sources_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_entityevent" ("created_at", "external_id", "external_scheme", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id") VALUES (OLD."created_at", OLD."external_id", OLD."external_scheme", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."same_as_id"); RETURN NULL;', hash='adca97eb97608fbdfec01adf8710d33e9a78795e', operation='DELETE', pgid='pgtrigger_delete_delete_3acb0', table='sources_entity', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='entityjudgement',
            index=models.Index(fields=['left', 'right'], name='judgement_of_pair'),
        ),
        migrations.AddConstraint(
            model_name='entityjudgement',
            constraint=models.CheckConstraint(condition=models.Q(('left__lt', models.F('right'))), name='judgement_of_two'),
        ),
        migrations.AddConstraint(
            model_name='entityjudgement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='entity_judgement_reason'),
        ),
        migrations.AddConstraint(
            model_name='entityjudgement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('machine', '')), models.Q(('by__isnull', True), models.Q(('machine', ''), _negated=True)), _connector='OR'), name='judged_by_one'),
        ),
        migrations.AddConstraint(
            model_name='entityjudgement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('by__isnull', True), ('undone_at__isnull', False)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='only_people_undo_people'),
        ),
        migrations.AddConstraint(
            model_name='entityjudgement',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('left', 'right'), name='one_standing_judgement'),
        ),
        migrations.AddIndex(
            model_name='entityname',
            index=models.Index(fields=['key'], name='entity_name_key', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddConstraint(
            model_name='entityname',
            constraint=models.UniqueConstraint(fields=('entity', 'key'), name='one_name_per_key'),
        ),
        migrations.RunSQL([JUDGEMENTS, MERGES], UNGUARD),
    ]

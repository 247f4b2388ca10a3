"""Ratings of sources and who owns whom, with the rules that hold for every writer of them."""

import django.db.models.deletion
import factcheck.ids
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


RATINGS = """
CREATE FUNCTION source_rating_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Ratings are only ever added: % on % is refused. Add one that takes its place.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER source_rating_row BEFORE UPDATE OR DELETE ON sources_sourcerating
    FOR EACH ROW EXECUTE FUNCTION source_rating_refuse();
CREATE TRIGGER source_rating_all BEFORE TRUNCATE ON sources_sourcerating
    FOR EACH STATEMENT EXECUTE FUNCTION source_rating_refuse();
ALTER TABLE sources_sourcerating ENABLE ALWAYS TRIGGER source_rating_row;
ALTER TABLE sources_sourcerating ENABLE ALWAYS TRIGGER source_rating_all;

CREATE FUNCTION source_rating_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM sources_source WHERE id = NEW.source_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM sources_sourcerating WHERE source_id = NEW.source_id AND since > NEW.since) THEN
        RAISE EXCEPTION 'A rating holds from no earlier day than the one before it.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER source_rating_order BEFORE INSERT ON sources_sourcerating
    FOR EACH ROW EXECUTE FUNCTION source_rating_check();
ALTER TABLE sources_sourcerating ENABLE ALWAYS TRIGGER source_rating_order;
"""
# One change of owners at a time: two that are made at once could close a ring that neither of them sees.
OWNERS = """
CREATE FUNCTION source_owner_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('sources_source.owner', 0));
    IF EXISTS (
        WITH RECURSIVE above AS (
            SELECT owner_id FROM sources_source WHERE id = NEW.owner_id
            UNION SELECT s.owner_id FROM above JOIN sources_source s ON s.id = above.owner_id
        )
        SELECT 1 FROM above WHERE owner_id = NEW.id
    ) OR NEW.owner_id = NEW.id THEN
        RAISE EXCEPTION 'A source can not own itself, directly or through others.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER source_owner AFTER INSERT OR UPDATE OF owner_id ON sources_source
    FOR EACH ROW WHEN (NEW.owner_id IS NOT NULL) EXECUTE FUNCTION source_owner_check();
ALTER TABLE sources_source ENABLE ALWAYS TRIGGER source_owner;
"""
UNGUARD = """
DROP TRIGGER source_owner ON sources_source;
DROP FUNCTION source_owner_check();
DROP TRIGGER source_rating_order ON sources_sourcerating;
DROP FUNCTION source_rating_check();
DROP TRIGGER source_rating_all ON sources_sourcerating;
DROP TRIGGER source_rating_row ON sources_sourcerating;
DROP FUNCTION source_rating_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0007_kill'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceRating',
            fields=[
                ('id', models.UUIDField(default=factcheck.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('grade', models.CharField(blank=True, choices=[('A', 'A: completely reliable'), ('B', 'B: usually reliable'), ('C', 'C: fairly reliable'), ('D', 'D: not usually reliable'), ('E', 'E: unreliable'), ('F', "F: reliability can't be judged")], max_length=1)),
                ('since', models.DateField(help_text='The day from which it holds.')),
                ('why', models.TextField(help_text='Why, in a sentence a colleague can check.')),
                ('rated_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-since', '-rated_at', '-id'],
                'permissions': [('rate_source', 'Can rate how reliable a source is, and say who owns it')],
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
        migrations.AddField(
            model_name='source',
            name='owner',
            field=models.ForeignKey(blank=True, editable=False, help_text='Whose rating holds for it, unless it has one of its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned', to='sources.source'),
        ),
        migrations.AddField(
            model_name='sourceevent',
            name='owner',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='Whose rating holds for it, unless it has one of its own.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sources.source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_sourceevent" ("created_at", "entity_id", "id", "key", "kind", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."entity_id", NEW."id", NEW."key", NEW."kind", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6967e58a24841ecd52a57cfa4fcaccb8c5f5cac0', operation='INSERT', pgid='pgtrigger_insert_insert_c3ed3', table='sources_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sources_sourceevent" ("created_at", "entity_id", "id", "key", "kind", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."entity_id", NEW."id", NEW."key", NEW."kind", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d406fcf64d73115aa3f82b8e00d1f7af8b56e0ee', operation='UPDATE', pgid='pgtrigger_update_update_e6185', table='sources_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_sourceevent" ("created_at", "entity_id", "id", "key", "kind", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."entity_id", OLD."id", OLD."key", OLD."kind", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='54065d4b001d790dbb816f62161fbcfc6772ebef', operation='DELETE', pgid='pgtrigger_delete_delete_fde77', table='sources_source', when='AFTER')),
        ),
        migrations.AddField(
            model_name='sourcerating',
            name='rated_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sourcerating',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='sources.source'),
        ),
        migrations.AddIndex(
            model_name='sourcerating',
            index=models.Index(fields=['source', '-since', '-rated_at', '-id'], name='rating_of_source'),
        ),
        migrations.AddConstraint(
            model_name='sourcerating',
            constraint=models.CheckConstraint(condition=models.Q(('why__regex', '\\S')), name='rating_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='sourcerating',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['', 'A', 'B', 'C', 'D', 'E', 'F'])), name='rating_is_a_grade'),
        ),
        migrations.RunSQL([RATINGS, OWNERS], UNGUARD),
    ]

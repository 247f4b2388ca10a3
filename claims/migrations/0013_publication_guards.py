"""What holds whoever writes: publications stay as the log has them, and whatever may change one says so in its outbox."""

from django.db import migrations

ROWS = """
CREATE FUNCTION publication_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was published stays: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER publication_row BEFORE DELETE ON claims_publication
    FOR EACH ROW EXECUTE FUNCTION publication_refuse();
CREATE TRIGGER publication_all BEFORE TRUNCATE ON claims_publication
    FOR EACH STATEMENT EXECUTE FUNCTION publication_refuse();
ALTER TABLE claims_publication ENABLE ALWAYS TRIGGER publication_row;
ALTER TABLE claims_publication ENABLE ALWAYS TRIGGER publication_all;

CREATE FUNCTION publication_check() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.until_sequence IS NOT NULL OR NEW.erased_in IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM log_logentry WHERE sequence = NEW.sequence AND kind = 'publication' AND object_type = 'claim'
            AND object_id = NEW.claim_id::text AND recorded_at = NEW.published_at
            AND made_in = pg_current_xact_id()::text::bigint
    ) OR NEW.version <> 1 + coalesce((SELECT max(version) FROM claims_publication WHERE claim_id = NEW.claim_id), 0) THEN
        RAISE EXCEPTION 'A publication is written with its log entry: use claims.services.publish.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_entry BEFORE INSERT ON claims_publication
    FOR EACH ROW EXECUTE FUNCTION publication_check();
ALTER TABLE claims_publication ENABLE ALWAYS TRIGGER publication_entry;

CREATE FUNCTION publication_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE other claims_publication := NEW;
BEGIN
    other.search := OLD.search;
    IF OLD.until_sequence IS NULL AND NEW.until_sequence > NEW.sequence THEN
        other.until_sequence := NULL;
    END IF;
    IF NEW.tombstone = 'erased' AND NEW.card = '' AND NEW.words = '' AND EXISTS (
        SELECT 1 FROM log_logentry WHERE sequence = NEW.erased_in AND kind = 'erasure' AND object_type = 'log_entry'
            AND object_id = OLD.sequence::text
    ) AND NOT EXISTS (SELECT 1 FROM log_logpayload WHERE entry_id = OLD.sequence) THEN
        SELECT OLD.tombstone, OLD.erased_in, OLD.document, OLD.card, OLD.is_listed, OLD.words, OLD.valid_during,
            OLD.speakers, OLD.original_speakers, OLD.publishers, OLD.entities, OLD.unnamed_classes
        INTO other.tombstone, other.erased_in, other.document, other.card, other.is_listed, other.words,
            other.valid_during, other.speakers, other.original_speakers, other.publishers, other.entities,
            other.unnamed_classes;
    END IF;
    IF other IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'What was published stays as it is; publish the claim anew, or erase what the log says of it.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_kept BEFORE UPDATE ON claims_publication
    FOR EACH ROW EXECUTE FUNCTION publication_keep();
ALTER TABLE claims_publication ENABLE ALWAYS TRIGGER publication_kept;

CREATE FUNCTION publication_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.until_sequence IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM claims_publication WHERE sequence = NEW.until_sequence AND claim_id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'A publication ends only with the next one of its claim.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER publication_next AFTER UPDATE OF until_sequence ON claims_publication
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publication_goes_on();
ALTER TABLE claims_publication ENABLE ALWAYS TRIGGER publication_next;
"""
ERASURE = """
CREATE FUNCTION publication_erase() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE announced record;
BEGIN
    SELECT e.sequence, e.recorded_at, p.body::jsonb ->> 'reason' AS reason INTO announced
        FROM log_logentry e LEFT JOIN log_logpayload p ON p.entry_id = e.sequence
        WHERE e.kind = 'erasure' AND e.object_type = 'log_entry' AND e.object_id = OLD.entry_id::text
        ORDER BY e.sequence DESC LIMIT 1;
    UPDATE claims_publication SET
        tombstone = 'erased', erased_in = announced.sequence, is_listed = false, card = '', words = '',
        valid_during = NULL, speakers = '{}', original_speakers = '{}', publishers = '{}', entities = '{}',
        unnamed_classes = '{}', document = json_build_object(
            'id', claim_id, 'tombstone', 'erased', 'reason', coalesce(announced.reason, ''),
            'at', to_char(announced.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        )::text
        WHERE sequence = OLD.entry_id;
    IF FOUND THEN
        INSERT INTO claims_publicationdue (claim_id, due_at)
            SELECT claim_id, clock_timestamp() FROM claims_publication WHERE sequence = OLD.entry_id;
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION publication_erase() FROM PUBLIC;
CREATE TRIGGER publication_erased AFTER DELETE ON log_logpayload
    FOR EACH ROW EXECUTE FUNCTION publication_erase();
ALTER TABLE log_logpayload ENABLE ALWAYS TRIGGER publication_erased;
"""
OUTBOX = """
-- Public are claims that were decided on, and those held to be the same as one that was; what is public of the claims
-- that stand for these, and of those that these stand for, may change with them.
CREATE FUNCTION publication_due(ids uuid[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO claims_publicationdue (claim_id, due_at)
    SELECT c.id, clock_timestamp() FROM claims_claim c LEFT JOIN claims_merge m ON m.claim_id = c.id
        LEFT JOIN claims_claim k ON k.id = m.kept_id
    WHERE c.id IN (
        SELECT unnest(ids) UNION SELECT kept_id FROM claims_merge WHERE claim_id = ANY (ids)
        UNION SELECT claim_id FROM claims_merge WHERE kept_id = ANY (ids)
    ) AND (c.published_at IS NOT NULL OR k.published_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM claims_publication p WHERE p.claim_id = c.id AND p.until_sequence IS NULL))
$$;

CREATE FUNCTION publication_due_of_claims() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(array_agg(DISTINCT claim_id)) FROM changed HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER appearance_added_due AFTER INSERT ON claims_appearance REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_claims();
CREATE TRIGGER appearance_changed_due AFTER UPDATE ON claims_appearance REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_claims();
CREATE TRIGGER appearance_moved_due AFTER UPDATE ON claims_appearance REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_claims();
CREATE TRIGGER appearance_gone_due AFTER DELETE ON claims_appearance REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_claims();
CREATE TRIGGER evidence_gone_due AFTER DELETE ON claims_evidence REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_claims();

-- What takes no side is not public, but it may replace what an older judge held of the same passage.
CREATE FUNCTION publication_due_of_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(array_agg(DISTINCT n.claim_id)) FROM changed n
        WHERE n.stance <> 'not_enough_info' OR EXISTS (
            SELECT 1 FROM claims_evidence e WHERE e.claim_id = n.claim_id AND e.passage_id = n.passage_id
                AND e.stance <> 'not_enough_info'
        ) HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER evidence_added_due AFTER INSERT ON claims_evidence REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_evidence();

CREATE FUNCTION publication_due_of_appearances() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(array_agg(DISTINCT a.claim_id))
        FROM changed JOIN claims_appearance a ON a.id = changed.appearance_id HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER attribution_added_due AFTER INSERT ON claims_attribution REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_appearances();
CREATE TRIGGER attribution_changed_due AFTER UPDATE ON claims_attribution REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_appearances();
CREATE TRIGGER attribution_gone_due AFTER DELETE ON claims_attribution REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_appearances();
CREATE TRIGGER mention_added_due AFTER INSERT ON claims_mention REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_appearances();
CREATE TRIGGER mention_changed_due AFTER UPDATE ON claims_mention REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_appearances();
CREATE TRIGGER mention_gone_due AFTER DELETE ON claims_mention REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_appearances();

CREATE FUNCTION publication_due_of_claim() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(ARRAY[NEW.id]);
    RETURN NULL;
END $$;
CREATE TRIGGER claim_changed_due AFTER UPDATE ON claims_claim FOR EACH ROW WHEN (
    (OLD.statement, OLD.language, OLD.status, OLD.polarity, OLD.modality, OLD.condition, OLD.valid_during,
     OLD.published_at, OLD.decided_at, OLD.needs_another_look, OLD.review_due, OLD.stale) IS DISTINCT FROM
    (NEW.statement, NEW.language, NEW.status, NEW.polarity, NEW.modality, NEW.condition, NEW.valid_during,
     NEW.published_at, NEW.decided_at, NEW.needs_another_look, NEW.review_due, NEW.stale)
) EXECUTE FUNCTION publication_due_of_claim();

CREATE FUNCTION publication_due_of_merge() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM publication_due(ARRAY[OLD.claim_id, OLD.kept_id]); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM publication_due(ARRAY[NEW.claim_id, NEW.kept_id]); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER merge_due AFTER INSERT OR UPDATE OR DELETE ON claims_merge
    FOR EACH ROW EXECUTE FUNCTION publication_due_of_merge();

CREATE FUNCTION publication_due_of_relation() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'accepted' THEN
        PERFORM publication_due(ARRAY[OLD.from_claim_id, OLD.to_claim_id]);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'accepted' THEN
        PERFORM publication_due(ARRAY[NEW.from_claim_id, NEW.to_claim_id]);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER relation_due AFTER INSERT OR UPDATE OR DELETE ON claims_relation
    FOR EACH ROW EXECUTE FUNCTION publication_due_of_relation();

-- Relations are told between public claims only: where one becomes public or ceases to be, its neighbours are due.
CREATE FUNCTION publication_due_of_neighbours() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE before text;
BEGIN
    SELECT tombstone INTO before FROM claims_publication
        WHERE claim_id = NEW.claim_id AND version = NEW.version - 1;
    IF NEW.version = 1 OR (before = '') <> (NEW.tombstone = '') THEN
        PERFORM publication_due(array_agg(CASE from_claim_id WHEN NEW.claim_id THEN to_claim_id ELSE from_claim_id END))
            FROM claims_relation WHERE state = 'accepted' AND NEW.claim_id IN (from_claim_id, to_claim_id)
            HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER publication_neighbours_due AFTER INSERT ON claims_publication
    FOR EACH ROW EXECUTE FUNCTION publication_due_of_neighbours();

CREATE FUNCTION publication_due_of_report() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(array_agg(DISTINCT claim_id)) FROM (
        SELECT a.claim_id FROM claims_appearance a JOIN sources_snapshot s ON s.id = a.snapshot_id
            WHERE s.report_id = NEW.id
        UNION SELECT e.claim_id FROM claims_evidence e JOIN sources_passage p ON p.id = e.passage_id
            JOIN sources_snapshot s ON s.id = p.snapshot_id
            WHERE s.report_id = NEW.id AND e.stance <> 'not_enough_info'
        UNION SELECT d.claim_id FROM claims_decision d JOIN claims_decision_evidence c ON c.decision_id = d.id
            JOIN claims_evidence e ON e.id = c.evidence_id JOIN sources_passage p ON p.id = e.passage_id
            JOIN sources_snapshot s ON s.id = p.snapshot_id WHERE s.report_id = NEW.id
    ) resting HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER report_changed_due AFTER UPDATE ON sources_report FOR EACH ROW WHEN (
    (OLD.url, OLD.title, OLD.publisher_id, OLD.published_at, OLD.current_id) IS DISTINCT FROM
    (NEW.url, NEW.title, NEW.publisher_id, NEW.published_at, NEW.current_id)
) EXECUTE FUNCTION publication_due_of_report();

CREATE FUNCTION publication_due_of_source() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(array_agg(claim_id)) FROM (
        SELECT a.claim_id FROM claims_attribution h JOIN claims_appearance a ON a.id = h.appearance_id
            WHERE h.source_id = NEW.id
        UNION SELECT a.claim_id FROM claims_appearance a JOIN sources_snapshot s ON s.id = a.snapshot_id
            JOIN sources_report r ON r.id = s.report_id WHERE r.publisher_id = NEW.id
        UNION SELECT e.claim_id FROM claims_evidence e JOIN sources_passage p ON p.id = e.passage_id
            JOIN sources_snapshot s ON s.id = p.snapshot_id JOIN sources_report r ON r.id = s.report_id
            WHERE r.publisher_id = NEW.id AND e.stance <> 'not_enough_info'
    ) named HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER source_changed_due AFTER UPDATE ON sources_source FOR EACH ROW
    WHEN ((OLD.name, OLD.kind) IS DISTINCT FROM (NEW.name, NEW.kind)) EXECUTE FUNCTION publication_due_of_source();

CREATE FUNCTION publication_due_of_entity() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publication_due(array_agg(DISTINCT a.claim_id))
        FROM claims_mention m JOIN claims_appearance a ON a.id = m.appearance_id
        WHERE m.entity_id = NEW.id OR m.entity_id IN (SELECT id FROM sources_entity WHERE same_as_id = NEW.id)
        HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER entity_changed_due AFTER UPDATE ON sources_entity FOR EACH ROW
    WHEN ((OLD.name, OLD.kind, OLD.same_as_id) IS DISTINCT FROM (NEW.name, NEW.kind, NEW.same_as_id))
    EXECUTE FUNCTION publication_due_of_entity();
"""
TRIGGERS = {
    "claims_appearance": (
        "appearance_added_due",
        "appearance_changed_due",
        "appearance_moved_due",
        "appearance_gone_due",
    ),
    "claims_evidence": ("evidence_added_due", "evidence_gone_due"),
    "claims_attribution": ("attribution_added_due", "attribution_changed_due", "attribution_gone_due"),
    "claims_mention": ("mention_added_due", "mention_changed_due", "mention_gone_due"),
    "claims_claim": ("claim_changed_due",),
    "claims_merge": ("merge_due",),
    "claims_relation": ("relation_due",),
    "claims_publication": (
        "publication_neighbours_due",
        "publication_next",
        "publication_kept",
        "publication_entry",
        "publication_all",
        "publication_row",
    ),
    "sources_report": ("report_changed_due",),
    "sources_source": ("source_changed_due",),
    "sources_entity": ("entity_changed_due",),
    "log_logpayload": ("publication_erased",),
}
FUNCTIONS = (
    "publication_due_of_claims()",
    "publication_due_of_evidence()",
    "publication_due_of_appearances()",
    "publication_due_of_claim()",
    "publication_due_of_merge()",
    "publication_due_of_relation()",
    "publication_due_of_neighbours()",
    "publication_due_of_report()",
    "publication_due_of_source()",
    "publication_due_of_entity()",
    "publication_due(uuid[])",
    "publication_erase()",
    "publication_goes_on()",
    "publication_keep()",
    "publication_check()",
    "publication_refuse()",
)
ALWAYS = [
    f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    for table, names in TRIGGERS.items()
    for name in names
    if name.endswith("_due")
]
# What was published before is published anew, as the first version that the log has.
BACKFILL = """
INSERT INTO claims_publicationdue (claim_id, due_at)
SELECT c.id, clock_timestamp() FROM claims_claim c LEFT JOIN claims_merge m ON m.claim_id = c.id
    LEFT JOIN claims_claim k ON k.id = m.kept_id
    WHERE c.published_at IS NOT NULL OR k.published_at IS NOT NULL ORDER BY c.id
"""
UNGUARD = [
    *(f"DROP TRIGGER {name} ON {table}" for table, names in TRIGGERS.items() for name in names),
    *(f"DROP FUNCTION {name}" for name in FUNCTIONS),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0013_publication"), ("log", "0004_guards"), ("sources", "0007_kill")]
    operations = [migrations.RunSQL([ROWS, ERASURE, OUTBOX, *ALWAYS, BACKFILL], UNGUARD)]

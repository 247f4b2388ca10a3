"""The rules that must hold whoever writes: exact quotes, four eyes, evidence, and status from decisions."""

from django.db import migrations

QUOTES = """
CREATE FUNCTION appearance_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM sources_snapshot s
        WHERE s.id = NEW.snapshot_id AND substr(s.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    ) THEN
        RAISE EXCEPTION 'The quote is not exactly what stands at [%, %) of the snapshot.', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appearance_row BEFORE INSERT OR UPDATE OF quote, start, "end", snapshot_id ON claims_appearance
    FOR EACH ROW EXECUTE FUNCTION appearance_check();
ALTER TABLE claims_appearance ENABLE ALWAYS TRIGGER appearance_row;
"""
DECISIONS = """
CREATE FUNCTION decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Decisions are only ever added: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER decision_row BEFORE UPDATE OR DELETE ON claims_decision
    FOR EACH ROW EXECUTE FUNCTION decision_refuse();
CREATE TRIGGER decision_all BEFORE TRUNCATE ON claims_decision
    FOR EACH STATEMENT EXECUTE FUNCTION decision_refuse();
CREATE TRIGGER decision_evidence_row BEFORE UPDATE OR DELETE ON claims_decision_evidence
    FOR EACH ROW EXECUTE FUNCTION decision_refuse();
CREATE TRIGGER decision_evidence_all BEFORE TRUNCATE ON claims_decision_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION decision_refuse();
ALTER TABLE claims_decision ENABLE ALWAYS TRIGGER decision_row;
ALTER TABLE claims_decision ENABLE ALWAYS TRIGGER decision_all;
ALTER TABLE claims_decision_evidence ENABLE ALWAYS TRIGGER decision_evidence_row;
ALTER TABLE claims_decision_evidence ENABLE ALWAYS TRIGGER decision_evidence_all;

CREATE FUNCTION decision_check() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER decision_rules BEFORE INSERT ON claims_decision
    FOR EACH ROW EXECUTE FUNCTION decision_check();
ALTER TABLE claims_decision ENABLE ALWAYS TRIGGER decision_rules;

CREATE FUNCTION citation_check() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER decision_citation BEFORE INSERT ON claims_decision_evidence
    FOR EACH ROW EXECUTE FUNCTION citation_check();
ALTER TABLE claims_decision_evidence ENABLE ALWAYS TRIGGER decision_citation;

CREATE FUNCTION verdict_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.to_status IN ('verified', 'refuted', 'conflicting') AND NOT EXISTS (
        SELECT 1 FROM claims_decision_evidence de JOIN claims_evidence e ON e.id = de.evidence_id
        WHERE de.decision_id = NEW.id AND e.claim_id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'A verdict needs evidence on its claim.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_verdict AFTER INSERT ON claims_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verdict_check();
ALTER TABLE claims_decision ENABLE ALWAYS TRIGGER decision_verdict;
"""
STATUS = """
CREATE FUNCTION claim_status_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided text; standing text;
BEGIN
    SELECT status INTO standing FROM claims_claim WHERE id = NEW.id;
    SELECT to_status INTO decided FROM claims_decision
        WHERE claim_id = NEW.id ORDER BY decided_at DESC, id DESC LIMIT 1;
    IF standing IS DISTINCT FROM coalesce(decided, 'unreviewed') THEN
        RAISE EXCEPTION 'A claim''s status comes from its last decision (%), not by itself (%).',
            coalesce(decided, 'none'), standing USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_status AFTER INSERT OR UPDATE OF status ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claim_status_check();
ALTER TABLE claims_claim ENABLE ALWAYS TRIGGER claim_status;

CREATE FUNCTION claim_words_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'unreviewed' AND (NEW.statement, NEW.polarity, NEW.modality, NEW.condition, NEW.language)
        IS DISTINCT FROM (OLD.statement, OLD.polarity, OLD.modality, OLD.condition, OLD.language) THEN
        RAISE EXCEPTION 'A claim that has been decided keeps its words.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_words BEFORE UPDATE OF statement, polarity, modality, condition, language ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claim_words_check();
ALTER TABLE claims_claim ENABLE ALWAYS TRIGGER claim_words;
"""
UNGUARD = """
DROP TRIGGER claim_words ON claims_claim;
DROP FUNCTION claim_words_check();
DROP TRIGGER decision_citation ON claims_decision_evidence;
DROP FUNCTION citation_check();
DROP TRIGGER claim_status ON claims_claim;
DROP FUNCTION claim_status_check();
DROP TRIGGER decision_verdict ON claims_decision;
DROP FUNCTION verdict_check();
DROP TRIGGER decision_rules ON claims_decision;
DROP FUNCTION decision_check();
DROP TRIGGER decision_evidence_all ON claims_decision_evidence;
DROP TRIGGER decision_evidence_row ON claims_decision_evidence;
DROP TRIGGER decision_all ON claims_decision;
DROP TRIGGER decision_row ON claims_decision;
DROP FUNCTION decision_refuse();
DROP TRIGGER appearance_row ON claims_appearance;
DROP FUNCTION appearance_check();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunSQL([QUOTES, DECISIONS, STATUS], UNGUARD)]

"""The database itself keeps the chain whole, lets a payload go only with an erasure entry, and keeps checkpoints.

Each function names its search_path, temporary tables last: else a session could set a table of its own before ours.
"""

from django.db import migrations

ENTRIES = """
CREATE FUNCTION log_entry_check() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE last log_logentry;
BEGIN
    PERFORM pg_advisory_xact_lock(112577341058919);  -- factcheck.log.append.APPEND_LOCK
    SELECT * INTO last FROM log_logentry ORDER BY sequence DESC LIMIT 1;
    IF NEW.sequence <> coalesce(last.sequence, 0) + 1 OR NEW.previous_hash <> coalesce(last.hash, repeat('0', 64))
        OR NEW.recorded_at <= last.recorded_at THEN
        RAISE EXCEPTION 'An entry goes on where the log ends (%): write it with factcheck.log.append.',
            coalesce(last.sequence, 0) USING ERRCODE = 'check_violation';
    END IF;
    NEW.made_in = pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER log_entry_chain BEFORE INSERT ON log_logentry
    FOR EACH ROW EXECUTE FUNCTION log_entry_check();
ALTER TABLE log_logentry ENABLE ALWAYS TRIGGER log_entry_chain;
"""
PAYLOADS = """
CREATE FUNCTION log_payload_check() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE now bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (
            SELECT 1 FROM log_logentry WHERE object_type = 'log_entry' AND object_id = OLD.entry_id::text
                AND kind = 'erasure' AND made_in = now
        ) THEN
            RAISE EXCEPTION 'The log is append-only: a payload goes only with an erasure entry that names it.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM log_logentry WHERE sequence = NEW.entry_id AND made_in = now
            AND payload_digest = encode(sha256(NEW.salt || convert_to(NEW.body, 'UTF8')), 'hex')
    ) THEN
        RAISE EXCEPTION 'A payload is written with its entry, and is what that entry''s digest says.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER log_payload_pair BEFORE INSERT OR DELETE ON log_logpayload
    FOR EACH ROW EXECUTE FUNCTION log_payload_check();
ALTER TABLE log_logpayload ENABLE ALWAYS TRIGGER log_payload_pair;

-- The running role may not delete payloads; this does it for it, under the trigger above.
CREATE FUNCTION log_erase(erased bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM log_logpayload WHERE entry_id = erased;
    RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION log_erase(bigint) FROM PUBLIC;
"""
CHECKPOINTS = """
CREATE TRIGGER log_checkpoint_row BEFORE UPDATE OR DELETE ON log_checkpoint
    FOR EACH ROW EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_checkpoint_all BEFORE TRUNCATE ON log_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
ALTER TABLE log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_row;
ALTER TABLE log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_all;
"""
UNGUARD = """
DROP TRIGGER log_checkpoint_all ON log_checkpoint;
DROP TRIGGER log_checkpoint_row ON log_checkpoint;
DROP FUNCTION log_erase(bigint);
DROP TRIGGER log_payload_pair ON log_logpayload;
DROP FUNCTION log_payload_check();
DROP TRIGGER log_entry_chain ON log_logentry;
DROP FUNCTION log_entry_check();
"""


class Migration(migrations.Migration):
    dependencies = [("log", "0003_checkpoints")]
    operations = [migrations.RunSQL([ENTRIES, PAYLOADS, CHECKPOINTS], UNGUARD)]

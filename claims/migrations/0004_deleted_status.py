"""A claim that is deleted in the transaction that made it has no status to check."""

from django.db import migrations

CHECK = """
CREATE OR REPLACE FUNCTION claim_status_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided text; standing text;
BEGIN
    SELECT status INTO standing FROM claims_claim WHERE id = NEW.id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT to_status INTO decided FROM claims_decision
        WHERE claim_id = NEW.id ORDER BY decided_at DESC, id DESC LIMIT 1;
    IF standing IS DISTINCT FROM coalesce(decided, 'unreviewed') THEN
        RAISE EXCEPTION 'A claim''s status comes from its last decision (%), not by itself (%).',
            coalesce(decided, 'none'), standing USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_reading_details")]
    operations = [migrations.RunSQL(CHECK, migrations.RunSQL.noop)]

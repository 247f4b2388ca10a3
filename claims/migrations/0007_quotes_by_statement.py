"""Quotes are checked once a statement: row by row the whole text was unpacked for each, square in a report's length."""

from django.db import migrations

BY_STATEMENT = """
CREATE FUNCTION appearances_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
    -- The rows of one statement stand close together, so that only the stretch they share is looked at again.
    WITH stretch AS MATERIALIZED (
        SELECT snapshot_id, min(start) AS first, max("end") AS last FROM fresh GROUP BY snapshot_id
    ), said AS MATERIALIZED (
        SELECT s.id, first, substr(s.text, first + 1, last - first) AS words
        FROM stretch JOIN sources_snapshot s ON s.id = snapshot_id
    )
    SELECT f.start, f."end" INTO wrong FROM fresh f LEFT JOIN said ON said.id = f.snapshot_id
    WHERE substr(words, f.start - first + 1, f."end" - f.start) IS DISTINCT FROM f.quote LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The quote is not exactly what stands at [%, %) of the snapshot.', wrong.start, wrong."end"
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER appearance_rows AFTER INSERT ON claims_appearance REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION appearances_check();
ALTER TABLE claims_appearance ENABLE ALWAYS TRIGGER appearance_rows;
DROP TRIGGER appearance_row ON claims_appearance;
CREATE TRIGGER appearance_row BEFORE UPDATE OF quote, start, "end", snapshot_id ON claims_appearance
    FOR EACH ROW EXECUTE FUNCTION appearance_check();
ALTER TABLE claims_appearance ENABLE ALWAYS TRIGGER appearance_row;
"""
BY_ROW = """
DROP TRIGGER appearance_rows ON claims_appearance;
DROP FUNCTION appearances_check();
DROP TRIGGER appearance_row ON claims_appearance;
CREATE TRIGGER appearance_row BEFORE INSERT OR UPDATE OF quote, start, "end", snapshot_id ON claims_appearance
    FOR EACH ROW EXECUTE FUNCTION appearance_check();
ALTER TABLE claims_appearance ENABLE ALWAYS TRIGGER appearance_row;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_mention")]

    operations = [migrations.RunSQL(BY_STATEMENT, BY_ROW)]

"""A snapshot is never changed."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION snapshot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A snapshot is immutable; a changed text is a new snapshot of the same report.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER snapshot_row BEFORE UPDATE ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_refuse();
ALTER TABLE sources_snapshot ENABLE ALWAYS TRIGGER snapshot_row;
"""
UNGUARD = "DROP TRIGGER snapshot_row ON sources_snapshot; DROP FUNCTION snapshot_refuse();"


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, UNGUARD)]

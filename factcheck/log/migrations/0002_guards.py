"""The log is append-only for everyone: the triggers fire whatever a session sets, the owner's included."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER log_entry_row BEFORE UPDATE OR DELETE ON log_logentry
    FOR EACH ROW EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_entry_all BEFORE TRUNCATE ON log_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_payload_row BEFORE UPDATE ON log_logpayload
    FOR EACH ROW EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_payload_all BEFORE TRUNCATE ON log_logpayload
    FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
ALTER TABLE log_logentry ENABLE ALWAYS TRIGGER log_entry_row;
ALTER TABLE log_logentry ENABLE ALWAYS TRIGGER log_entry_all;
ALTER TABLE log_logpayload ENABLE ALWAYS TRIGGER log_payload_row;
ALTER TABLE log_logpayload ENABLE ALWAYS TRIGGER log_payload_all;
"""
UNGUARD = """
DROP TRIGGER log_payload_all ON log_logpayload;
DROP TRIGGER log_payload_row ON log_logpayload;
DROP TRIGGER log_entry_all ON log_logentry;
DROP TRIGGER log_entry_row ON log_logentry;
DROP FUNCTION log_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, UNGUARD)]

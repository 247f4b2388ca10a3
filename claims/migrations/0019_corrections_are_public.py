"""Corrections are part of what is public of a claim, and so is the rating: a correction makes its claim due."""

from django.db import migrations

DUE = """
CREATE TRIGGER correction_added_due AFTER INSERT ON claims_correction REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION publication_due_of_claims();
INSERT INTO claims_publicationdue (claim_id, due_at)
    SELECT claim_id, clock_timestamp() FROM claims_publication WHERE until_sequence IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0018_export")]

    operations = [migrations.RunSQL(DUE, "DROP TRIGGER correction_added_due ON claims_correction")]

"""Search by meaning over bits, and finer counts of how common words are."""

from django.contrib.postgres.indexes import OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from pgvector.django import HnswIndex

from sources.models.bits import Bits


class Migration(migrations.Migration):
    atomic = False  # an index of millions is built while others write
    dependencies = [("claims", "0010_upkeep")]
    operations = [
        AddIndexConcurrently(
            "claimembedding",
            HnswIndex(
                OpClass(Bits("embedding"), "bit_hamming_ops"), name="claim_bits", m=16, ef_construction=64
            ),
        ),
        RemoveIndexConcurrently("claimembedding", "claim_embedding"),
        migrations.RunSQL(
            "ALTER TABLE claims_claim ALTER COLUMN search SET STATISTICS 300",
            "ALTER TABLE claims_claim ALTER COLUMN search SET STATISTICS -1",
        ),
    ]

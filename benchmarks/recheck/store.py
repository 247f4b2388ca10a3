"""Synthetic claims in a schema of their own, which the product's queries find before the real tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
from django.db import connection
from tqdm import tqdm

from benchmarks.recheck.vectors import Vectors
from claims.models import Claim, ClaimEmbedding
from factcheck.database import as_owner

SCHEMA = "recheck_benchmark"
EMBEDDER = "benchmark"
TABLES = (Claim, ClaimEmbedding)
STORED = datetime(2024, 1, 1, tzinfo=UTC)


@contextmanager
def join_schema() -> Iterator[None]:
    """As the owner, among the tables that `own_schema` keeps, here or in another process."""
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {SCHEMA}, public")
        yield


@contextmanager
def own_schema() -> Iterator[None]:
    """As the owner, with empty tables without indexes; all is dropped afterwards."""
    with join_schema(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute("SET maintenance_work_mem TO '2GB'")
        for model in TABLES:
            name = model._meta.db_table
            cursor.execute(
                f"CREATE UNLOGGED TABLE {SCHEMA}.{name} (LIKE public.{name} INCLUDING ALL EXCLUDING INDEXES)"
            )
            cursor.execute(f"ALTER TABLE {SCHEMA}.{name} SET (autovacuum_enabled = false)")
        cursor.execute(f"ALTER TABLE {SCHEMA}.claims_claim ALTER search SET STATISTICS 300")
        try:
            yield
        finally:
            cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def store(statements: list[str], vectors: Vectors, bar: "tqdm[None]") -> list[UUID]:
    """Ids of the claims, in order."""
    claims = [Claim(statement=statement, created_at=STORED) for statement in statements]
    ids = [claim.pk for claim in claims]
    fields = [field for field in Claim._meta.concrete_fields if not field.generated]
    names = ", ".join(str(field.column) for field in fields)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {SCHEMA}.claims_claim ({names}) FROM STDIN") as copy:
            for claim in claims:
                values = (field.get_db_prep_save(getattr(claim, field.attname), connection) for field in fields)
                copy.write_row(list(values))
        named = f"COPY {SCHEMA}.claims_claimembedding (claim_id, embedding, embedded_by) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(named) as copy:
            copy.write(_binary(ids, vectors))
    bar.update(len(ids))
    return ids


def _binary(ids: list[UUID], vectors: Vectors) -> bytes:
    """Rows of key, halfvec and name as PostgreSQL's binary COPY takes them: each field after its length in bytes."""
    size, name = vectors.shape[1], EMBEDDER.encode()
    layout = [
        ("fields", ">i2"),
        *(("key_length", ">i4"), ("key", "S16")),
        *(("vector_length", ">i4"), ("dimensions", ">i2"), ("unused", ">i2"), ("vector", ">f2", size)),
        *(("name_length", ">i4"), ("name", f"S{len(name)}")),
    ]
    rows = np.zeros(len(ids), dtype=layout)
    rows["fields"], rows["key_length"], rows["vector_length"], rows["name_length"] = 3, 16, 4 + 2 * size, len(name)
    rows["key"], rows["dimensions"], rows["name"] = [pk.bytes for pk in ids], size, name
    rows["vector"] = vectors
    return b"PGCOPY\n\xff\r\n\0" + bytes(8) + rows.tobytes() + b"\xff\xff"


def build_indexes() -> None:
    """Those of the real tables, and the counts that autovacuum would make."""
    names = [model._meta.db_table for model in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
            " AND indexname ~ '_bits$|_search$|_pkey$'",
            [names],
        )
        for (definition,) in tqdm(cursor.fetchall(), desc="indexes"):
            cursor.execute(definition.replace(" ON public.", f" ON {SCHEMA}."))
        for name in names:
            cursor.execute(f"ANALYZE {SCHEMA}.{name}")


def drop_indexes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = %s", [SCHEMA])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP INDEX {SCHEMA}."{name}"')

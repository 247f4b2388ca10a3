"""Does it matter in which order things come? `python -m benchmarks.order [ORDERS]`, beside a running `make run`.

Sends the sample and our edge stories through the product's own engines in as many orders (default 20), each in a
transaction that is taken back, in a database of its own that is dropped in the end. One JSON line an order.
"""

import json
import os
import sys
import time
from dataclasses import fields

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.order.remembering import remembering  # noqa: E402
from benchmarks.order.stories import EDGES, sample  # noqa: E402
from benchmarks.order.world import Picture, World, taken_back  # noqa: E402
from claims.engines import LocalJudge, LocalReader  # noqa: E402
from factcheck.access.models import User  # noqa: E402
from factcheck.database import as_owner  # noqa: E402
from sources.engines.embedding import get_embedder  # noqa: E402


def main(orders: int) -> None:
    with as_owner():
        made = setup_databases(verbosity=0, interactive=False)
    try:
        run(orders)
    finally:
        with as_owner():
            teardown_databases(made, verbosity=0)


def run(orders: int) -> None:
    engines = remembering(LocalReader(), get_embedder(), LocalJudge)
    editor = User.objects.create_user("order")
    first: Picture | None = None
    for seed in tqdm(range(orders), unit="order", file=sys.stderr):
        began = time.monotonic()
        with taken_back():
            seen = World(engines, editor, seed).live([*sample(), *EDGES])
        first = first or seen
        print(
            json.dumps({"order": seed, "seconds": round(time.monotonic() - began, 1), **_told(first, seen)}), flush=True
        )


def _told(first: Picture, seen: Picture) -> dict[str, list[int]]:
    """For each part of the picture how much is there, and how much differs from the first order."""
    pairs = {part.name: (getattr(first, part.name), getattr(seen, part.name)) for part in fields(Picture)}
    return {name: [len(now), len(then ^ now)] for name, (then, now) in pairs.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)

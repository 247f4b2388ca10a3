"""Play the small stories from their first report to the findings: `python -m benchmarks.recheck_stories [STORY ...]`.

Beside a running `make run`, or with DATABASE_URL and REDIS_URL set. Everything is written to temporary tables that are
gone afterwards. One JSON line a figure; before them, in words, whatever is not as it should be.
"""

import os
import sys
from argparse import ArgumentParser

import django


def main() -> None:
    words = ArgumentParser(description=__doc__)
    words.add_argument("story", nargs="*", help="names of stories, without .toml; all of them where none is named")
    words.add_argument("--orders", type=int, default=0, metavar="N", help="also play each in N other orders")
    words.add_argument("--verbose", action="store_true", help="show each finding as a reviewer reads it")
    words.add_argument("--held-out", action="store_true", help="the stories that no rule was made for, and no others")
    asked = words.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    from django.conf import settings

    from benchmarks.recheck_stories.run import run  # models can be imported only now

    if not settings.DATABASE_FOUND:
        sys.exit("No database is running here. Start everything with `make run` in another shell, or set DATABASE_URL.")
    run(asked.story, asked.orders, asked.verbose, asked.held_out)


if __name__ == "__main__":
    main()

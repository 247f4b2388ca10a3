#!/usr/bin/env python
"""Factcheck's command line; finds the servers that `make run` started by itself."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if settings.DATABASE_FOUND:
            raise
        sys.exit(
            "No database is running here. Start everything with `make run` in another shell, "
            f"or set DATABASE_URL (and REDIS_URL) to servers of your own. ({error.__class__.__name__})"
        )


if __name__ == "__main__":
    main()

"""When two spellings are one name."""

import unicodedata

LONGEST_NAME = 300
"""Characters of a name, and of its key, that are kept."""


def name_key(name: str) -> str:
    """What makes two spellings one name: case, accents' encoding and spacing do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

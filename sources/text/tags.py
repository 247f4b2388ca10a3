"""How many attributes a page's tags have, counted before a parser sees it.

Parsers take time that grows with the square of a tag's attributes: one tag with a hundred thousand took minutes.
What is a tag is told as HTML's own tokenizer does, in one pass: a ">" in quotes ends none, and a script has none.
"""

import re
from collections.abc import Iterator

NAME = r"[a-zA-Z][^\t\n\f\r />]*"
ATTRIBUTE = (
    r"[^\t\n\f\r />][^\t\n\f\r />=]*"  # its name, which may begin with "="
    r"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?"""
)
ATTRIBUTES = re.compile(ATTRIBUTE)
# Nothing need follow what is repeated, so none of this is ever tried a second way.
MARKUP = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*|</(?![a-zA-Z])[^>]*|</?(?P<name>{NAME})(?:[\t\n\f\r /]+|{ATTRIBUTE})*",
    re.DOTALL,
)
VERBATIM = frozenset("script style title textarea xmp iframe noembed noframes plaintext".split())
"""Elements in which nothing but their own end is a tag."""


def most_attributes(html: str) -> int:
    """Of any one tag; duplicates count."""
    return max(map(_attributes, _tags(html)), default=0)


def _tags(html: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := MARKUP.search(html, at):
        at = found.end()
        if name := found["name"]:
            yield found
            at = _after(html, at, name.lower(), found)


def _after(html: str, at: int, name: str, tag: re.Match[str]) -> int:
    """Where to go on after a tag: past what is verbatim, which without an end is all the rest."""
    if name not in VERBATIM or tag[0].startswith("</") or tag[0].endswith("/"):
        return at
    if name == "plaintext":
        return len(html)
    end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)


def _attributes(tag: re.Match[str]) -> int:
    return sum(1 for _ in ATTRIBUTES.finditer(tag.string, tag.end("name"), tag.end()))

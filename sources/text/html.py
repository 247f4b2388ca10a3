"""From a page to the text its readers saw. A page is hostile data: nothing in it runs or is fetched."""

import re
from dataclasses import dataclass

import lxml.html
import structlog
import trafilatura
from lxml.etree import LxmlError, iterwalk
from trafilatura.metadata import extract_title
from trafilatura.settings import Document

from sources.text.tags import most_attributes

logger = structlog.get_logger(__name__)
BLOCKS = (
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul"
).split()
GAPS = dict.fromkeys(BLOCKS, "\n") | {"td": " ", "th": " "}
UNSEEN = "script style noscript template iframe object svg button select textarea".split()
XML_DECLARATION = re.compile(r"\ufeff?\s*<\?xml[^>]*>")
LARGE_PAGE = 3000
"""Elements beyond which the slower second opinions on what is the main part, quadratic in time, are left out."""

MOST_ATTRIBUTES = 1000
"""Attributes of one tag beyond which a page is refused: reading takes time that grows with their square."""

DEEPEST_PAGE = 250
"""Elements inside each other beyond which no main part is looked for: no honest page has them."""


@dataclass(frozen=True, slots=True)
class Page:
    """Text with a blank line between paragraphs, and the headline where the page states one."""

    text: str
    title: str


class HostilePage(ValueError):
    """A page made to keep its reader busy; the message says what to do instead."""


def read_page(html: str) -> Page:
    """The main text of a page, or all its visible text where no main part stands out. Raises HostilePage."""
    if most_attributes(html) > MOST_ATTRIBUTES:
        raise HostilePage(
            f"This page has a tag with more than {MOST_ATTRIBUTES:,} attributes, which no page of an outlet has. "
            "Send the text itself in `text`."
        )
    tree = _parse(html)
    if tree is None:
        return Page("", "")
    for element in [element for element in tree.iter() if _is_unseen(element)]:
        element.drop_tree()
    return Page(_paragraphs(_main_part(tree)) or _visible(tree), _title(tree))


def _parse(html: str) -> lxml.html.HtmlElement | None:
    """The page under an `html` element. Its own word on its encoding is void: it has been decoded already."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    declaration = XML_DECLARATION.match(html)
    page = html[declaration.end() :] if declaration else html
    try:
        return lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None


def _is_unseen(element: lxml.html.HtmlElement) -> bool:
    if element.tag in ("html", "body"):  # some pages hide all of themselves until a script has run
        return False
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag in UNSEEN or element.get("hidden") is not None or "display:none" in style


def _main_part(tree: lxml.html.HtmlElement) -> str:
    size, depth = _shape(tree)
    if depth > DEEPEST_PAGE:
        return ""
    try:
        found = trafilatura.bare_extraction(
            tree, fast=size > LARGE_PAGE, include_comments=False, include_tables=True, favor_recall=True
        )
    except Exception as error:  # its slip on an odd page must not lose the report: all visible text then counts
        logger.warning("main_part_failed", reason=f"{type(error).__name__}: {error}")
        return ""
    return found.text or "" if isinstance(found, Document) else ""


def _shape(tree: lxml.html.HtmlElement) -> tuple[int, int]:
    """How many elements there are, and how deep they go."""
    size = depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        size += event == "start"
        deepest = max(deepest, depth)
    return size, deepest


def _title(tree: lxml.html.HtmlElement) -> str:
    stated = [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:title"]
    return " ".join((next(filter(None, stated), None) or extract_title(tree) or "").split())


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _visible(tree: lxml.html.HtmlElement) -> str:
    body = tree.find("body")
    if body is None:
        return ""
    pieces: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        pieces += [GAPS.get(element.tag, ""), (element.text if event == "start" else element.tail) or ""]
    return _paragraphs("\n".join(" ".join(line.split()) for line in "".join(pieces).splitlines()))

"""From a page to the text its readers saw. A page is hostile data: nothing in it runs or is fetched."""

from dataclasses import dataclass

import lxml.html
import trafilatura
from lxml.etree import LxmlError
from trafilatura.settings import Document

BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "blockquote",
    "section",
    "article",
}
UNSEEN = ("script", "style", "noscript", "template", "head", "iframe", "object", "svg")


@dataclass(frozen=True, slots=True)
class Page:
    """Text with a blank line between paragraphs, and the headline where the page states one."""

    text: str
    title: str


def read_page(html: str) -> Page:
    """The main text of a page, or all its visible text where no main part stands out."""
    tree = _parse(html)
    if tree is None:
        return Page("", "")
    found = _main_part(html)
    text = (found.text or "") if found else ""
    return Page(_paragraphs(text) or _visible(tree), (found.title or "") if found else "")


def _parse(html: str) -> lxml.html.HtmlElement | None:
    try:
        return lxml.html.fromstring(html)
    except (LxmlError, ValueError, AssertionError):
        return None


def _main_part(html: str) -> Document | None:
    found = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    return found if isinstance(found, Document) else None


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _visible(tree: lxml.html.HtmlElement) -> str:
    for element in list(tree.iter(*UNSEEN)):
        element.drop_tree()
    for element in tree.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return _paragraphs("\n".join(" ".join(line.split()) for line in tree.text_content().splitlines()))

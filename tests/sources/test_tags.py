"""A tag's attributes are counted as a parser would find them, so that no page hides them from the count."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from sources.text.tags import most_attributes

MANY = " ".join(f"k{n}" for n in range(30))
PIECES = [
    *"<  </ > /> / = == ' \" x - ! <! <? <1 </> <!-- --> --!> <!DOCTYPE <![CDATA[ é".split(),
    *(" ", "\n", "\f", "\u00a0", " a='", ' b="', " c =", f" {MANY} "),
    *"<p <p/ <a:b <html <body <svg <select <noscript <script <script/ <style <Title <textarea <iframe".split(),
    *"<plaintext </p> </script> </STYLE </title> </textarea  </iframe> </plaintext>".split(),
]


@pytest.mark.parametrize(
    ("html", "most"),
    [
        ("", 0),
        ("text a=b c=d", 0),
        ("<p a b=1 c='2' d=\"3\">", 4),
        ("<p a='>' b=\">\" c>", 3),
        ("<p a='1'b='2'/c/>", 3),
        ("<p =a ==b c>", 2),
        ("<p a = b c=>d", 2),
        ("<p a><p a b>", 2),
        ("<p a='never ended <p b c d>", 1),
        ("<p a b", 2),
        ("<!-- <p a> --><p>", 0),
        ("<!--><p a><!-- -->", 1),
        ("<script>x <y a b c</script><p>", 0),
        ("<script/><p a b>", 2),
        ("<title><p a='</title><p b c d>'", 3),
        ("<!DOCTYPE html PUBLIC '>'><p a>", 1),
    ],
)
def test_a_tag_s_attributes_are_counted(html: str, most: int) -> None:
    assert most_attributes(html) == most


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@effort(max_examples=500, deadline=None)
def test_no_page_hides_attributes_that_its_parser_finds(html: str) -> None:
    try:
        tree = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except lxml.etree.LxmlError:
        return
    found = max((len(element.attrib) for element in tree.iter() if isinstance(element.tag, str)), default=0)
    assert most_attributes(html) >= found

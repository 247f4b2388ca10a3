"""The default reader leaves unread, with a reason, what is not English."""

import pytest

from claims.engines.protocols import ReportText
from claims.engines.reader import LocalReader
from claims.pipeline.draft import ReadingDraft
from sources.engines.language import sentences

FRENCH = (
    "Selon un porte-parole de la ville, le pont de Vidby sera fermé lundi. Les écoles resteront ouvertes, et les bus "
    "passeront par la vallée jusque samedi."
)
ARABIC = (
    "قال متحدث باسم المدينة إن الجسر سيغلق يوم الاثنين وستبقى المدارس مفتوحة "
    "وستمر الحافلات عبر الوادي حتى يوم السبت القادم كما هو معلن."
)


def read(text: str, language: str = "en") -> ReadingDraft:
    return LocalReader().read(ReportText(text, sentences(text), language))


@pytest.mark.parametrize("text", [FRENCH, ARABIC])
def test_a_text_sent_as_english_that_is_not_stays_unread_and_says_why(text: str) -> None:
    draft = read(text)
    assert not draft.claims
    assert {fate.outcome for fate in draft.sentences} == {"unread"}
    assert all("does not read like English" in fate.reason for fate in draft.sentences)


def test_another_language_is_named() -> None:
    assert all("not fr" in fate.reason for fate in read(FRENCH, "fr").sentences)


def test_a_short_note_and_a_table_of_names_are_read() -> None:
    assert read("The bridge at Orsk reopened.").claims
    table = "Orsk beat Vidby 3-1. " * 10
    assert read(table + "The league was won by Orsk.").claims

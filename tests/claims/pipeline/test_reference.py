"""Statements can be understood by themselves; what the text leaves open is listed and never guessed."""

import pytest

from tests.claims.pipeline.reading import claims, only_claim, statements

RESOLVED = [
    ("Defence Minister Ana Ruiz met the envoys. She said that she would resign.", "Ana Ruiz would resign."),
    ("Lumen Pumps closed its plant in Riga. It employs 400 people there.", "Lumen Pumps employs 400 people there."),
    ("The council named a mayor on Monday. It said it would pay him.", "The council would pay the mayor."),
    (
        "The foreign ministers of Norway and Sweden had met earlier this week. Finland was absent at the meeting.",
        "Finland was absent at the meeting of the foreign ministers of Norway and Sweden.",
    ),
    (
        "The council set the opening of the new hall for May. Pinsk refused to attend the opening.",
        "Pinsk refused to attend the opening of the new hall.",
    ),
    ("Finance Minister Ivo Marek resigned in Tartu. The minister left the party.", "Ivo Marek left the party."),
    (
        "Police chiefs of Norland and Sweden met in Riga. The talks ended without a result.",
        "The talks of police chiefs of Norland and Sweden ended without a result.",
    ),
    ("Ivo Marek won the race in Oslo. Marek left the stadium at noon.", "Ivo Marek left the stadium at noon."),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_what_is_certain_is_said_in_full(text: str, expected: str) -> None:
    assert expected in statements(text)


def test_each_resolution_keeps_where_its_words_stand_and_where_its_antecedent_does() -> None:
    text = "Lumen Pumps closed its plant in Riga. It employs 400 people."
    (resolution,) = claims(text)[1].resolutions
    assert text[resolution.span.start : resolution.span.end] == "It"
    assert text[resolution.antecedent.start : resolution.antecedent.end] == resolution.words == "Lumen Pumps"


OPEN = [
    ("Ana Ruiz met Ivo Marek in Tartu. He declined to comment on it.", "He"),
    ("“We have left the town,” Maria Lopez said.", "We"),
    ("The treaty was signed in May. The meeting ended without a result.", "The meeting"),
    (
        "The ministers met in Riga. The chiefs of staff met in Oslo. The high-level meeting was long.",
        "The high-level meeting",
    ),
    ("Envoys of two and four other northern teams met. They said the teams could withdraw.", "the teams"),
    ("Judge Rita Lane told Paula Stone she would go to jail for a year.", "she"),
    ("Ivo Marek spoke to the court. “She sold the office,” he told the judge.", "She"),
    ("Envoys of five towns met. The mayors praised them in Riga.", "them"),
    ("The University of Orsk closed. The University of Brno opened. The university had no money.", "The university"),
    ("Norland signed a pact with Sudmark. Guests praised it.", "it"),
    ("Maria Lopez and Ivo Marek spoke. The company said they had lost.", "they"),
]


@pytest.mark.parametrize(("text", "words"), OPEN)
def test_what_is_not_certain_stays_as_it_is_and_is_listed(text: str, words: str) -> None:
    claim = claims(text)[-1]
    listed = [text[u.span.start : u.span.end] for u in claim.unsettled]
    assert words in listed
    assert words.lower() in claim.statement.lower()
    assert all(u.reason for u in claim.unsettled)


def test_a_speaker_never_calls_himself_he_in_a_quotation() -> None:
    text = "Ivo Marek spoke in Oslo. “He has lied to the court,” Marek said."
    said = claims(text)[-1]
    assert said.statement == "He has lied to the court."
    assert "He" in [text[u.span.start : u.span.end] for u in said.unsettled]


def test_an_antecedent_inside_the_statement_needs_no_name() -> None:
    claim = only_claim("Norway has had its guard up since its neighbour began its march.")
    assert (claim.resolutions, claim.unsettled) == ((), ())


def test_it_that_stands_for_nothing_is_not_listed() -> None:
    assert only_claim("It was hard to see the road.").unsettled == ()


def test_he_added_goes_on_with_who_spoke_before() -> None:
    text = "Ana Ruiz said on Monday that the road was closed. She added that the bridge was safe."
    road, bridge = claims(text)
    assert [hop.speaker.name for hop in bridge.chain] == [hop.speaker.name for hop in road.chain] == ["Ana Ruiz"]


def test_two_events_keep_their_own_names() -> None:
    text = (
        "Heads of police of five states met in Riga on Saturday. The talks saw the head of police of Norland.\n\n"
        "The foreign ministers of four states had met on Tuesday. Norland was absent at the meeting."
    )
    absent = claims(text)[-1]
    assert absent.statement == "Norland was absent at the meeting of the foreign ministers of four states."


def test_who_said_it_is_found_back_through_many_sentences() -> None:
    """Each "She said" asks the sentence before it, which asks the one before."""
    text = "Ana Ruiz said the dam would close. " + "She said the dam would open. " * 60
    assert {claim.chain[0].speaker.name for claim in claims(text) if claim.chain} == {"Ana Ruiz"}


NOT_SAID = [
    ("Ana Ruiz will lead the cabinet and Ivo Marek will serve under her.", "Ana Ruiz will serve"),
    ("OSLO, May 3 (Lumen) - The firm Norvik makes chairs. The company said it would close.", "Oslo would"),
    ("Norland and Sudmark sent their ministers. They discussed the border.", "Their ministers discussed"),
    ("The teams played five games. Sudmark won three of their last matches.", "five games’"),
    ("Guests called His Excellency John Marek to the hall. Ivo Marek left.", "Marek’s Excellency"),
]


@pytest.mark.parametrize(("text", "wrong"), NOT_SAID)
def test_nothing_is_said_that_the_text_does_not_say(text: str, wrong: str) -> None:
    assert not any(wrong.lower() in statement.lower() for statement in statements(text))

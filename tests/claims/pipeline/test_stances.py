"""Who wants, judges, doubts or denies what, by verb, noun and adjective."""

import pytest

from tests.claims.pipeline.reading import attributions, told, words


def test_a_stance_joined_to_a_reported_clause_is_the_speakers() -> None:
    text = "She said the bill was flawed and criticised its author."
    assert told(text) == [("She", "said", "the bill was flawed")]
    assert [words(text, r.source) for r in attributions(text) if not r.says] == ["She"]


def test_denials_are_marked() -> None:
    (relation,) = attributions("Police denied that two officers were hurt.")
    assert relation.is_denial


STANCES = [
    ("The union supports the new dam.", "The union", "supports", "the new dam"),
    ("Villagers hope to return in May.", "Villagers", "hope", "to return in May"),
    ("The bank announced steps to curb lending.", "The bank", "announced", "steps to curb lending"),
    ("The mayor spoke about the flood.", "The mayor", "spoke about", "the flood"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), STANCES)
def test_a_stance_towards_a_thing_is_found(text: str, source: str, cue: str, content: str) -> None:
    (relation,) = attributions(text)
    assert (words(text, relation.source), words(text, relation.cue)) == (source, cue)
    assert words(text, relation.content) == content
    assert not relation.says


def test_a_stance_inside_anothers_words_is_part_of_them() -> None:
    text = "The mayor said the union supports the dam and the guard knows it is safe."
    assert [words(text, r.source) for r in attributions(text)] == ["The mayor"]


def test_a_stance_inside_a_stance_is_part_of_it() -> None:
    text = "The union criticised plans to blame its members."
    assert [words(text, r.cue) for r in attributions(text)] == ["criticised"]


def test_whose_hope_it_is_stands_with_the_verb() -> None:
    text = "The mayor travelled in hopes of a new loan."
    (relation,) = attributions(text)
    assert (words(text, relation.source), words(text, relation.content)) == ("The mayor", "a new loan")


def test_what_is_asked_for_goes_on_with_its_infinitive() -> None:
    text = "The union called for the mayor to resign."
    (relation,) = attributions(text)
    assert words(text, relation.content) == "the mayor to resign"


DENIED = [
    ("Ruiz rejected claims that she had taken money.", "claims", "unstated"),
    ("Norway’s defence ministry denied reports that its drones had crossed the border.", "reports", "reports"),
    ("The minister dismissed rumours that the bank had failed.", "rumours", "reports"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "unnamed_class"), DENIED)
def test_a_denial_and_the_claim_it_denies_are_two_relations(text: str, cue: str, unnamed_class: str) -> None:
    denial, claim = attributions(text)
    assert (denial.is_denial, claim.is_denial, denial.says, claim.says) == (True, False, True, True)
    assert denial.content == claim.content
    assert (words(text, claim.cue), claim.speaker.unnamed_class) == (cue, unnamed_class)


def test_a_denied_claim_keeps_its_own_speaker() -> None:
    text = "Iran’s foreign minister dismissed General Ivo Marek’s claim that troops had crossed the river."
    denial, claim = attributions(text)
    assert denial.speaker.name == "Iran’s foreign minister"
    assert (claim.speaker.name, claim.speaker.role) == ("Ivo Marek", "General")


def test_what_is_not_denied_is_no_denial() -> None:
    (relation,) = attributions("The minister did not deny that the dam was closed.")
    assert (relation.is_denial, relation.says) == (False, False)
    rejection, _ = attributions("The minister did not reject claims that the dam was closed.")
    assert (rejection.is_denial, rejection.says) == (False, False)


def test_a_gerund_may_be_denied() -> None:
    (relation,) = attributions("Ruiz denied having taken money.")
    assert relation.is_denial


STANCES_MORE = [
    ("The union opposes closing the dam.", "The union", "opposes", "closing the dam"),
    ("The mayor was supportive of the plan.", "The mayor", "supportive of", "the plan"),
    ("The mayor laid out the plan.", "The mayor", "laid out", "the plan"),
    ("The harbour is known as a haven for pirates.", "", "is known", "The harbour | as a haven for pirates"),
    ("Villagers’ doubts about the dam grew.", "Villagers’", "doubts about", "the dam"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), STANCES_MORE)
def test_attitudes_take_many_forms(text: str, source: str, cue: str, content: str) -> None:
    found = [(words(text, r.source), words(text, r.cue), words(text, r.content)) for r in attributions(text)]
    assert (source, cue, content) in found


def test_seeming_to_want_is_wanting() -> None:
    text = "The mayor seemed to support the dam."
    assert [words(text, r.content) for r in attributions(text)] == ["the dam"]


def test_a_doubt_is_not_put_forward() -> None:
    (relation,) = attributions("The engineers were unsure whether the dam would hold.")
    assert not relation.says

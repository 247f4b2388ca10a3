"""Who says what: the words of source, cue and content, for each way English has of putting it."""

import pytest

from tests.claims.pipeline.reading import attributions, told, words

SAID = [
    # the clause after the verb, with and without "that"
    ("The mayor said that the bridge was safe.", "The mayor", "said", "that the bridge was safe"),
    ("Officials said the bridge was safe.", "Officials", "said", "the bridge was safe"),
    ("The city’s bank has warned that prices will rise.", "The city’s bank", "has warned", "that prices will rise"),
    # before it, and around it
    ("The bridge was safe, the mayor said.", "the mayor", "said", "The bridge was safe"),
    ("The bridge was safe, said Ana Ruiz, the mayor.", "Ana Ruiz, the mayor", "said", "The bridge was safe"),
    ("The plan, the minister said on Monday, will fail.", "the minister", "said", "The plan | will fail"),
    # according to
    ("According to the ministry, nine ships were lost.", "the ministry", "According to", "nine ships were lost"),
    ("Nine ships were lost, according to the ministry.", "the ministry", "according to", "Nine ships were lost"),
    # a denial is told as what is denied
    ("Police denied that two officers were hurt.", "Police", "denied", "that two officers were hurt"),
    # nouns
    ("France has voiced fears that the ferry could sink.", "France", "has voiced fears", "that the ferry could sink"),
    # nobody is named
    ("The singer reportedly left the country.", "", "reportedly", "The singer | left the country"),
    # beliefs
    ("Engineers believe the dam will hold.", "Engineers", "believe", "the dam will hold"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), SAID)
def test_source_cue_and_content_are_found(text: str, source: str, cue: str, content: str) -> None:
    assert told(text) == [(source, cue, content)]


def test_a_quotation_over_several_sentences_is_one_content() -> None:
    text = "“We tried everything. Nothing worked,” Maria Lopez told reporters in Lisbon."
    (relation,) = attributions(text)
    assert words(text, relation.content) == "“We tried everything. Nothing worked,”"
    assert relation.quotation == "direct"


def test_a_quotation_goes_on_after_the_speaker_is_named() -> None:
    text = "“The rebels have gone,” President Ada Nkemelu said. “The road is open.”"
    (relation,) = attributions(text)
    assert words(text, relation.content) == "“The rebels have gone,” | “The road is open.”"


def test_a_quotation_may_follow_a_colon() -> None:
    text = "The minister added: “No one was on board.”"
    assert told(text) == [("The minister", "added", "“No one was on board.”")]


def test_a_quotation_alone_in_its_sentence_is_the_last_speakers() -> None:
    text = "The mayor said he would stay. “I am not leaving this town.”"
    assert told(text) == [("The mayor", "said", "he would stay | “I am not leaving this town.”")]


def test_a_paragraph_of_quotation_goes_on_with_what_was_told_before_it() -> None:
    text = "The mayor said he would stay.\n\n“I am not leaving this town.”"
    assert told(text) == [("The mayor", "said", "he would stay | “I am not leaving this town.”")]


def test_after_a_closed_quotation_another_paragraph_is_nobodys_until_named() -> None:
    text = "“I will stay,” the mayor said. “I am not leaving.”\n\n“We have all left this town.”"
    assert told(text) == [("the mayor", "said", "“I will stay,” | “I am not leaving.”")]


def test_a_paragraph_may_open_with_its_speaker_and_a_colon() -> None:
    assert told("RUIZ: The bridge was never safe.") == [("RUIZ", ":", "The bridge was never safe")]


def test_a_closing_participle_is_the_speakers_too() -> None:
    text = "The mayor said the bridge was safe, adding that engineers had checked it."
    assert [source for source, _, _ in told(text)] == ["The mayor", "The mayor"]


def test_words_inside_a_quotation_are_left_to_its_speaker() -> None:
    text = "“I think they said it was late,” the guard said."
    assert [cue for _, cue, _ in told(text)] == ["said"]


def test_a_paraphrase_with_quoted_words_is_mixed() -> None:
    (relation,) = attributions("The mayor said the bridge was “perfectly safe” for lorries.")
    assert relation.quotation == "mixed"


def test_one_who_reports_stands_around_one_who_says() -> None:
    text = "Kaarel Tamm wrote in an op-ed that Latvia could run short of gas, LETA news agency stated in a bulletin."
    assert told(text) == [
        ("Kaarel Tamm", "wrote", "that Latvia could run short of gas"),
        ("LETA news agency", "stated", "Kaarel Tamm wrote in an op-ed that Latvia could run short of gas"),
    ]


def test_a_stance_joined_to_a_reported_clause_is_the_speakers() -> None:
    text = "She said the bill was flawed and criticised its author."
    assert told(text) == [("She", "said", "the bill was flawed")]
    assert [words(text, r.source) for r in attributions(text) if not r.says] == ["She"]


def test_denials_are_marked() -> None:
    (relation,) = attributions("Police denied that two officers were hurt.")
    assert relation.is_denial


@pytest.mark.parametrize(
    "text", ["He would say that the road is closed.", "The court met to say whether the law stands."]
)
def test_what_is_not_yet_said_is_no_attribution(text: str) -> None:
    assert told(text) == []


def test_offsets_survive_accents_and_emoji_and_wrapped_lines() -> None:
    text = "🙂 Zoë Peña said the café\nwas closed."
    ((source, _, content),) = told(text)
    assert (source.endswith("Zoë Peña"), content) == (True, "the café\nwas closed")

"""Who says what: the words of source, cue and content, for each way English has of putting it."""

import pytest

from claims.pipeline.syntax import base
from sources.engines.language import parse
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


def test_words_passed_on_inside_anothers_words_are_a_hop_of_their_own() -> None:
    text = "The mayor said engineers had told him that the dam was safe."
    assert [source for source, _, _ in told(text)] == ["The mayor", "engineers"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the dam would get a new wall, which calmed the town.",
        "The mayor said the dam would get a new wall, a promise that calmed the town.",
    ],
)
def test_the_narrators_closing_aside_is_not_the_speakers(text: str) -> None:
    assert told(text) == [("The mayor", "said", "the dam would get a new wall")]


def test_a_phrase_before_the_speaker_is_not_what_is_said() -> None:
    text = "In his speech, the mayor emphasized the need for a dam."
    (relation,) = attributions(text)
    assert words(text, relation.content) == "the need for a dam"


def test_a_word_between_quotation_marks_is_no_utterance() -> None:
    assert attributions("The pilots continued in “silent” flight.") == []


def test_a_notice_to_the_reader_is_no_speaker() -> None:
    assert told("UPDATE: The bridge has been open since noon.") == []


def test_a_headline_may_name_its_speaker_by_a_word_the_text_names_again() -> None:
    text = "Lindqvist: Dam will never hold\n\nThe engineer Maja Lindqvist left the office on Monday."
    assert told(text)[0] == ("Lindqvist", ":", "Dam will never hold")


MORE_WAYS = [
    # what a document finds, put as a thing and what is with it
    ("The survey showed the mayor with a wide lead.", "The survey", "showed", "the mayor with a wide lead"),
    ("The firm reported having lost nine ships.", "The firm", "reported", "having lost nine ships"),
    ("In the mayor’s view, the dam was too old.", "the mayor’s", "In | view", "the dam was too old"),
    ("In a survey, half of the villagers backed the dam.", "a survey", "In", "half of the villagers backed the dam"),
    ("Engineers see the dam as too weak.", "Engineers", "see", "the dam as too weak"),
    # a verb of no list, by the quotation set to it
    ("“We have lost the dam,” Maja Lindqvist boomed.", "Maja Lindqvist", "boomed", "“We have lost the dam,”"),
    ("The mayor put it plainly: “The dam is lost.”", "The mayor", "put", "“The dam is lost.”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), MORE_WAYS)
def test_rarer_ways_are_found_too(text: str, source: str, cue: str, content: str) -> None:
    found = [(words(text, r.source), words(text, r.cue), words(text, r.content)) for r in attributions(text)]
    assert (source, cue, content) in found


def test_a_whole_quotation_beside_its_speaker_is_all_that_is_said() -> None:
    text = "On the day of the flood, the mayor said, “I have lost my house,” and he left the town."
    assert told(text) == [("the mayor", "said", "“I have lost my house,”")]


@pytest.mark.parametrize(("verb", "base_form"), [("hoping", "hope"), ("hated", "hate")])
def test_misread_base_forms_are_put_right(verb: str, base_form: str) -> None:
    (part,) = parse(f"She was {verb}.", [(0, len(verb) + 9)])
    assert base(part.doc[2]) == base_form


def test_the_time_of_saying_before_the_speaker_is_not_said() -> None:
    text = "In May the mayor said that the dam had failed."
    assert told(text) == [("the mayor", "said", "that the dam had failed")]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was quick to add that the dam was safe.",
        "The mayor left the room without a word, to say that the dam was safe.",
    ],
)
def test_who_is_left_out_before_an_infinitive_is_the_sentences_subject(text: str) -> None:
    assert all(source in ("The mayor", "") for source, _, _ in told(text))


def test_whose_hope_it_is_stands_with_the_verb() -> None:
    text = "The mayor travelled in hopes of a new loan."
    (relation,) = attributions(text)
    assert (words(text, relation.source), words(text, relation.content)) == ("The mayor", "a new loan")


def test_what_is_asked_for_goes_on_with_its_infinitive() -> None:
    text = "The union called for the mayor to resign."
    (relation,) = attributions(text)
    assert words(text, relation.content) == "the mayor to resign"

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


def test_a_paragraph_may_open_with_its_speaker_and_a_colon() -> None:
    assert told("RUIZ: The bridge was never safe.") == [("RUIZ", ":", "The bridge was never safe")]


def test_a_closing_participle_is_the_speakers_too() -> None:
    text = "The mayor said the bridge was safe, adding that engineers had checked it."
    assert [source for source, _, _ in told(text)] == ["The mayor", "The mayor"]


def test_one_who_reports_stands_around_one_who_says() -> None:
    text = "Kaarel Tamm wrote in an op-ed that Latvia could run short of gas, LETA news agency stated in a bulletin."
    assert told(text) == [
        ("Kaarel Tamm", "wrote", "that Latvia could run short of gas"),
        ("LETA news agency", "stated", "Kaarel Tamm wrote in an op-ed that Latvia could run short of gas"),
    ]


@pytest.mark.parametrize(
    "text", ["He would say that the road is closed.", "The court met to say whether the law stands."]
)
def test_what_is_not_yet_said_is_no_attribution(text: str) -> None:
    assert told(text) == []


def test_offsets_survive_accents_and_emoji_and_wrapped_lines() -> None:
    text = "🙂 Zoë Peña said the café\nwas closed."
    ((source, _, content),) = told(text)
    assert (source.endswith("Zoë Peña"), content) == (True, "the café\nwas closed")


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


LONG_SPEAKERS = [
    ("The town called off the parade, a member of its festival committee said on Saturday.",
     "a member of its festival committee", "The town called off the parade"),
    ("The yard built the ferry in two years, a spokeswoman, Mira Holt, said on Monday, and it has sailed since.",
     "a spokeswoman, Mira Holt", "The yard built the ferry in two years, | and it has sailed since"),
    ("The crew will be freed in days, the head of the Red Cross mission in the city, Maria Lopez, told Lumen TV.",
     "the head of the Red Cross mission in the city, Maria Lopez", "The crew will be freed in days"),
    # parsers take such a speaker for an apposition to the noun before
    ("The town opened a new hall near Riga, a local baker told reporters on Friday.",
     "a local baker", "The town opened a new hall near Riga"),
    ("The town called off the parade in its square, a member of the fair's arts committee said on Saturday.",
     "a member of the fair's arts committee", "The town called off the parade in its square"),
    # and a dateline for a subject
    ("OSTRY (Lumen) - The ferry sank on Saturday in the bay, two dock workers said.",
     "two dock workers", "The ferry sank on Saturday in the bay"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content"), LONG_SPEAKERS)
def test_a_long_name_for_the_speaker_may_close_the_sentence(text: str, source: str, content: str) -> None:
    assert [(s, c) for s, _, c in told(text)] == [(source, content)]


NESTED = [
    ("Ruiz wrote that the dam was safe, according to Lumen.",
     [("Ruiz", "that the dam was safe"), ("Lumen", "Ruiz wrote that the dam was safe")]),
    ("Ruiz wrote that no dike would hold the tide, according to Lumen.",
     [("Ruiz", "that no dike would hold the tide"), ("Lumen", "Ruiz wrote that no dike would hold the tide")]),
    ("The minister said the dam was old and the wall leaked, according to Lumen.",
     [("The minister", "the dam was old and the wall leaked"),
      ("Lumen", "The minister said the dam was old and the wall leaked")]),
    ("The ferry could carry a large number of goats to Malta, Holt wrote in the leaflet, Lumen reported.",
     [("Holt", "The ferry could carry a large number of goats to Malta"),
      ("Lumen", "The ferry could carry a large number of goats to Malta, Holt wrote in the leaflet")]),
    ("According to Lumen, Ruiz said that the dam was safe.",
     [("Lumen", "Ruiz said that the dam was safe"), ("Ruiz", "that the dam was safe")]),
    ("A pilot told the court he had seen the ship, the Baltic Courier newspaper reported.",
     [("A pilot", "he had seen the ship"),
      ("the Baltic Courier newspaper", "A pilot told the court he had seen the ship")]),
    ("State television quoted a general as saying that the forces had left.",
     [("State television", "a general as saying that the forces had left"), ("a general", "that the forces had left")]),
    ("Talks would resume in May, the agency quoted the deputy minister as saying.",
     [("the agency", "Talks would resume in May, | the deputy minister as saying"),
      ("the deputy minister", "Talks would resume in May")]),
    # whom it was told to is no hop
    ("A senior official told Lumen that the dam would be closed.",
     [("A senior official", "that the dam would be closed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hops"), NESTED)
def test_who_passes_on_holds_what_is_passed_on(text: str, hops: list[tuple[str, str]]) -> None:
    assert [(source, content) for source, _, content in told(text)] == hops


@pytest.mark.parametrize("speaker", ["she", "the minister", "according to the minister", "villagers"])
def test_the_commas_around_a_speaker_wedged_into_a_clause_go_with_it(speaker: str) -> None:
    verb = {"villagers": " believe", "according to the minister": ""}.get(speaker, " said")
    ((_, _, content),) = told(f"The dam, {speaker}{verb}, will hold.")
    assert content == "The dam | will hold"


def test_a_semicolon_ends_what_is_said() -> None:
    assert told("The rain went on; the dam had failed, the mayor said.")[0][2] == "the dam had failed"


def test_a_clause_far_from_its_verb_is_found() -> None:
    text = "The mayor said at a meeting of the town council on Friday that the dam was safe."
    assert told(text) == [("The mayor", "said", "that the dam was safe")]


AS_TOLD = ["As reported by Reuters, the dam had failed.", "The dam had failed, as first reported by Reuters."]


@pytest.mark.parametrize("text", AS_TOLD)
def test_as_reported_by_is_who_reports(text: str) -> None:
    ((source, cue, content),) = told(text)
    assert (source, cue, content.casefold()) == ("Reuters", "reported", "the dam had failed")


def test_a_question_put_to_the_speaker_is_not_the_speakers() -> None:
    text = "Asked whether the dam was safe, the mayor said it was."
    assert [(words(text, r.source), words(text, r.cue)) for r in attributions(text)] == [
        ("", "Asked"),
        ("the mayor", "said"),
    ]


def test_who_issues_a_statement_says_what_it_says() -> None:
    text = "The council printed a letter urging the villagers to leave."
    assert words(text, attributions(text)[0].source).startswith("The council")


def test_a_command_is_nobodys_saying() -> None:
    assert attributions("Never forget that the dam is safe.") == []


def test_what_a_pronoun_adds_in_the_next_sentence_is_a_relation_of_its_own() -> None:
    text = "Marek opened the road. He added that the bridge would follow."
    assert told(text) == [("He", "added", "that the bridge would follow")]


def test_the_speaker_is_the_subject_next_to_the_verb() -> None:
    text = "Pilots, Maria Lopez suggested, don't know how tides can turn a ferry in winter."
    assert told(text)[0][:2] == ("Maria Lopez", "suggested")


def test_a_speaker_whom_the_parser_put_into_what_is_said_is_still_the_speaker() -> None:
    text = "Said Mira Holt, who runs the ferry with her sons, “Nobody here wanted that wall.”"
    ((source, _, content),) = told(text)
    assert (source, "Mira" in content) == ("Mira Holt", False)


@pytest.mark.parametrize("people", ["two people familiar with the plan", "three dock workers", "a port engineer"])
def test_people_whom_a_paper_cites_said_it_first(people: str) -> None:
    text = f"The Baltic Courier reported on Monday that the yard would close, citing {people}."
    assert told(text) == [
        ("The Baltic Courier", "reported", "that the yard would close"),
        (people, "citing", "that the yard would close"),
    ]


def test_what_is_cited_as_a_reason_is_no_speaker() -> None:
    text = "The Baltic Courier reported that the yard would close, citing bad weather."
    assert [source for source, _, _ in told(text)] == ["The Baltic Courier"]


def test_what_the_speaker_does_to_the_listener_is_not_said() -> None:
    assert told("The guard told her she faced a fine and freed her at noon.")[0][2] == "she faced a fine"


def test_what_the_listener_does_is_said() -> None:
    assert told("The guard told her she sang well and charmed the town.")[0][2] == "she sang well and charmed the town"

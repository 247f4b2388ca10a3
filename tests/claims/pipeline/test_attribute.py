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


LONG_SPEAKERS = [
    ("The town called off the parade, a member of its festival committee said on Saturday.",
     "a member of its festival committee", "The town called off the parade"),
    ("The yard built the ferry in two years, a spokeswoman, Mira Holt, said on Monday, and it has sailed since.",
     "a spokeswoman, Mira Holt", "The yard built the ferry in two years, | and it has sailed since"),
    ("The crew will be freed in days, the head of the Red Cross mission in the city, Maria Lopez, told Lumen TV.",
     "the head of the Red Cross mission in the city, Maria Lopez", "The crew will be freed in days"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content"), LONG_SPEAKERS)
def test_a_long_name_for_the_speaker_may_close_the_sentence(text: str, source: str, content: str) -> None:
    assert [(s, c) for s, _, c in told(text)] == [(source, content)]


NESTED = [
    ("Ruiz wrote that the dam was safe, according to Lumen.",
     [("Ruiz", "that the dam was safe"), ("Lumen", "Ruiz wrote that the dam was safe")]),
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


def test_a_quotation_that_an_agency_passes_on_is_its_speakers() -> None:
    agency, speaker = attributions("“The road is closed,” Reuters quoted Ivo Marek as saying.")
    assert (agency.speaker.name, agency.quotation) == ("Reuters", "mixed")
    assert (speaker.speaker.name, speaker.quotation) == ("Ivo Marek", "direct")


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


def test_a_gerund_may_be_denied() -> None:
    (relation,) = attributions("Ruiz denied having taken money.")
    assert relation.is_denial


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


def test_a_command_is_nobodys_saying() -> None:
    assert attributions("Never forget that the dam is safe.") == []


def test_seeming_to_want_is_wanting() -> None:
    assert [
        words(text, r.content) for text in ["The mayor seemed to support the dam."] for r in attributions(text)
    ] == ["the dam"]


def test_a_doubt_is_not_put_forward() -> None:
    (relation,) = attributions("The engineers were unsure whether the dam would hold.")
    assert not relation.says


def test_words_held_at_a_distance_have_no_speaker_of_their_own() -> None:
    assert attributions("The “ghost fleet” left the harbour. The town was “empty” by noon.") == []


def test_what_a_pronoun_adds_in_the_next_sentence_is_a_relation_of_its_own() -> None:
    text = "Marek opened the road. He added that the bridge would follow."
    assert told(text) == [("He", "added", "that the bridge would follow")]

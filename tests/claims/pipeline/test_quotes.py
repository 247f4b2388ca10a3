"""Which words between quotation marks are whose, over sentences and paragraphs."""

from tests.claims.pipeline.reading import attributions, told, words


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


def test_words_inside_a_quotation_are_left_to_its_speaker() -> None:
    text = "“I think they said it was late,” the guard said."
    assert [cue for _, cue, _ in told(text)] == ["said"]


def test_a_paraphrase_with_quoted_words_is_mixed() -> None:
    (relation,) = attributions("The mayor said the bridge was “perfectly safe” for lorries.")
    assert relation.quotation == "mixed"


def test_a_word_between_quotation_marks_is_no_utterance() -> None:
    assert attributions("The pilots continued in “silent” flight.") == []


def test_a_whole_quotation_beside_its_speaker_is_all_that_is_said() -> None:
    text = "On the day of the flood, the mayor said, “I have lost my house,” and he left the town."
    assert told(text) == [("the mayor", "said", "“I have lost my house,”")]


def test_a_quotation_that_an_agency_passes_on_is_its_speakers() -> None:
    agency, speaker = attributions("“The road is closed,” Reuters quoted Ivo Marek as saying.")
    assert (agency.speaker.name, agency.quotation) == ("Reuters", "mixed")
    assert (speaker.speaker.name, speaker.quotation) == ("Ivo Marek", "direct")


def test_words_held_at_a_distance_have_no_speaker_of_their_own() -> None:
    assert attributions("The “ghost fleet” left the harbour. The town was “empty” by noon.") == []


def test_both_quotations_around_the_speaker_are_the_speakers() -> None:
    text = "“The last three have all stayed away,” Marek said, “so why would a bank pay for it now?”"
    (relation,) = attributions(text)
    assert words(text, relation.content) == (
        "“The last three have all stayed away,” | “so why would a bank pay for it now?”"
    )


def test_what_a_paper_is_quoted_for_goes_on_to_the_end_of_the_quotation() -> None:
    text = "According to the Courier, “the dam leaks. Nobody has mended it.”"
    (relation,) = attributions(text)
    assert words(text, relation.content).endswith("Nobody has mended it.”")


def test_a_dateline_is_nobodys_words() -> None:
    text = "TARTU, May 3 (Lumen) - The dam in the valley has failed, the council said on Monday."
    (relation,) = attributions(text)
    assert words(text, relation.content) == "The dam in the valley has failed"

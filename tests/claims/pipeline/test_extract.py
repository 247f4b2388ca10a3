"""What a reading claims, whose claim it is, and what it leaves out; twins of the acceptance cases in our own words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.claims.pipeline.reading import claims, only_claim, reading, statements, words


def cues(text: str, number: int = 0) -> list[str]:
    return [words(text, hop.cue) for hop in claims(text)[number].chain]


def test_a_plain_sentence_is_the_publishers_own_claim() -> None:
    claim = only_claim("The harbour of Ostry reopened on Monday.")
    assert (claim.statement, claim.chain) == ("The harbour of Ostry reopened on Monday.", ())


def test_an_attributed_clause_is_the_claim_and_its_span_is_exact() -> None:
    text = "The mayor said that the bridge was safe."
    claim = only_claim(text)
    assert claim.statement == "The bridge was safe."
    assert text[claim.span.start : claim.span.end] == "that the bridge was safe"


def test_quotation_marks_are_not_part_of_the_statement() -> None:
    assert statements("“The road is open,” the guard said.") == ["The road is open."]


def test_each_sentence_of_a_quotation_is_a_claim_of_its_speaker() -> None:
    text = "“The rebels have left the town. The road is open,” Maria Lopez said."
    found = claims(text)
    assert [c.statement for c in found] == ["The rebels have left the town.", "The road is open."]
    assert all(c.chain[0].speaker.name == "Maria Lopez" for c in found)


def test_a_clause_inside_another_sentence_is_a_claim_of_its_own() -> None:
    text = "The firm, which says that it lost nine ships, closed its office."
    assert len(claims(text)) == 2
    assert [len(c.chain) for c in claims(text)] == [0, 1]


def test_twin_of_h1_unnamed_sources_are_hops_with_cue_and_class() -> None:
    text = (
        "Army chiefs of four Baltic states met in Riga on Friday, sources said. According to reports, the Danish team "
        "was expected to raise the gas price. However, media reports stated that the dinner was called off\nafter "
        "a guest fell ill. Finland had also reportedly refused to sign the paper if it was dated in May."
    )
    hops = [hop for claim in claims(text) for hop in claim.chain]
    assert [hop.speaker.unnamed_class for hop in hops] == ["sources", "reports", "media", "unstated"]
    assert [words(text, hop.cue) for hop in hops] == ["said", "According to", "stated", "reportedly"]


def test_twin_of_h2_expected_and_possible() -> None:
    assert only_claim("The Danish team was expected to raise the gas price.").modality == "expected"
    assert only_claim("The town could face a long drought.").modality == "possible"
    assert only_claim("The firm plans to open nine shops.").modality == "planned"
    assert only_claim("The firm will open nine shops.").modality == "planned"


def test_twin_of_c4_a_conditional_refusal_stays_conditional() -> None:
    text = (
        "The council invited six towns to the opening of the new hall - Ostry, Pinsk, Kaunas, Tartu, Liepaja and Brno. "
        "However, media reports stated that the opening was cancelled\nafter the council was pressed by its allies. "
        "Pinsk had also reportedly refused to attend the opening if it was held on the day of the flood."
    )
    invited, cancelled, refused = claims(text)
    assert "\n" in text[cancelled.span.start : cancelled.span.end]
    assert "\n" not in cancelled.statement
    assert refused.condition is not None
    assert text[refused.condition.start : refused.condition.end] == "if it was held on the day of the flood"
    assert refused.statement.startswith("Pinsk had also refused to attend the opening of the new hall if it was held")
    assert invited.chain == ()


def test_a_condition_set_after_the_speaker_is_kept() -> None:
    claim = only_claim("The fleet will sail on Monday, the ministry said, unless the storm returns.")
    assert claim.statement == "The fleet will sail on Monday unless the storm returns."


def test_twin_of_n1_and_n2_the_chain_runs_outward_with_role_and_channel() -> None:
    text = (
        "Former Estonian finance minister Kaarel Tamm said in an op-ed that Latvia and other Baltic states could face "
        "a shortage of gas owing to the cold, LETA news agency stated in a report."
    )
    claim = only_claim(text)
    tamm, leta = claim.chain
    assert (tamm.speaker.name, tamm.speaker.role) == ("Kaarel Tamm", "Former Estonian finance minister")
    assert (tamm.channel, leta.channel) == ("op-ed", "report")
    assert leta.speaker.name == "LETA news agency"
    assert claim.modality == "possible"


def test_twin_of_n3_a_states_concern_is_its_content() -> None:
    claim = only_claim(
        "Norway has also expressed concerns that with the ice gone, trawlers could drift into its waters."
    )
    (hop,) = claim.chain
    assert (hop.speaker.name, hop.speaker.kind) == ("Norway", "government")
    assert claim.statement == "With the ice gone, trawlers could drift into its waters."


MISREAD = ["The river flooded street 1000 in Orsk on Monday.", "The council of Orsk-1 opened bridge 1001 on the river."]


@pytest.mark.parametrize("text", MISREAD)
def test_a_verb_that_the_tagger_misreads_still_makes_a_claim(text: str) -> None:
    assert statements(text) == [text]


def test_a_pointing_that_stays_and_a_linking_one_goes() -> None:
    assert statements("That gathering was late.") == ["That gathering was late."]
    assert statements("The mayor said that turmoil could follow.") == ["Turmoil could follow."]
    assert statements("The mayor said, “That plan is late.”") == ["That plan is late."]


def test_taking_out_the_speaker_leaves_one_comma() -> None:
    text = "The mayor, the council said, had been asked late."
    assert statements(text) == ["The mayor had been asked late."]


def test_a_negated_claim_is_marked() -> None:
    assert only_claim("The bridge was not damaged.").polarity == "negated"
    assert only_claim("The engineers didn’t open the bridge.").polarity == "negated"


def test_what_nobody_would_tell_stays_the_publishers() -> None:
    claim = only_claim("The ministry did not say whether the talks would resume.")
    assert claim.chain == ()
    assert claim.polarity == "negated"


LEFT_OUT = [
    ("Have the talks failed in Geneva?", "a question"),
    ("Subscribe to our newsletter for more.", "boilerplate"),
    ("By Jane Smith", "boilerplate"),
    ("Send us your photos of the flood.", "a command or a wish"),
    ("A long night of talks in Geneva.", "no finite verb"),
    ("“We have all left this town.”", "a quotation whose speaker was not found"),
    ("I think the plan is a good one.", "a first-person opinion"),
    ("The mayor should resign at once.", "what should be, not what is"),
    ("The new hall is a wonderful place.", "a judgement of value"),
    ("Photo: the bridge at dawn", "boilerplate"),
    ("This story was supplied by Lumen Wire.", "boilerplate"),
    ("What he said about the dam.", "a part of a sentence"),
]


@pytest.mark.parametrize(("text", "reason"), LEFT_OUT)
def test_what_is_no_claim_is_left_out_with_a_reason(text: str, reason: str) -> None:
    (fate,) = reading(text).sentences
    assert (fate.outcome, fate.reason) == ("left_out", reason)


@given(
    st.lists(
        st.sampled_from('Ana said that “ ” " it was , . ? ! if \n \n\n not reportedly 🙂 according to él'.split(" ")),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_read_without_harm_and_every_offset_fits(words_: list[str]) -> None:
    text = " ".join(words_)
    found = reading(text)
    for claim in found.claims:
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert claim.statement
    for relation in found.relations:
        for start, end in (*relation.source, *relation.cue, *relation.content):
            assert text[start:end].strip() == text[start:end] != ""
    assert [f.span.start for f in found.sentences] == sorted({f.span.start for f in found.sentences})


def test_a_dateline_is_no_part_of_the_claim() -> None:
    text = "TARTU, May 3 (Lumen) - The council closed the bridge."
    claim = only_claim(text)
    assert claim.statement == "The council closed the bridge."
    assert text[claim.span.start : claim.span.end] == "The council closed the bridge."


def test_a_word_that_only_links_to_the_sentence_before_goes() -> None:
    assert statements("However, the bridge stayed open.") == ["The bridge stayed open."]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("No reason was given for the delay.", "negated"),
        ("Neither Norland nor Sudmark attended.", "negated"),
        ("Nobody was hurt in the blast.", "negated"),
        ("The council gave no reason.", "negated"),
        ("The council gave a reason.", "asserted"),
    ],
)
def test_who_denies_with_no_or_nobody_denies(text: str, polarity: str) -> None:
    assert only_claim(text).polarity == polarity


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The vote is planned for May.", "planned"),
        ("A ruling is expected on Friday.", "expected"),
        ("Prices are likely to rise.", "expected"),
        ("Prices are unlikely to fall.", "possible"),
        ("The vote was planned by the council.", "asserted"),
        ("The ports would close if the ice came early.", "possible"),
    ],
)
def test_what_has_not_happened_yet_is_marked(text: str, modality: str) -> None:
    assert only_claim(text).modality == modality


def test_worth_is_the_sum_of_its_terms_and_ranks_a_fact_above_a_vague_hope() -> None:
    fact = only_claim("Lumen Pumps closed its plant in Riga in May and cut 400 jobs.")
    vague = only_claim("It could get better.")
    assert fact.worth == pytest.approx(sum(fact.features.values()))
    assert 0 <= vague.worth < fact.worth <= 1


def speakers(text: str) -> list[list[str]]:
    return [[hop.speaker.name or hop.speaker.unnamed_class for hop in claim.chain] for claim in claims(text)]


def test_what_somebody_believes_is_a_hop_of_what_another_says() -> None:
    assert speakers("Villagers say the ministry believes that the dam is cracked.") == [["the ministry", "Villagers"]]


def test_whom_a_speaker_cites_said_it_before_the_speaker() -> None:
    text = "The Lumen Courier, citing an internal memo, said that the brakes were faulty."
    assert speakers(text) == [["an internal memo", "Lumen Courier"]]


def test_who_knew_it_is_what_is_told() -> None:
    claim = only_claim("Prosecutors allege that Ivo Marek knew the fund was empty.")
    assert claim.statement == "Ivo Marek knew the fund was empty."
    assert len(claim.chain) == 1

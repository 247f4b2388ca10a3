"""A chain and a quote in words."""

import pytest

from claims.models import Appearance, Attribution
from claims.telling import hops, words
from sources.models import Source
from sources.models.source import SourceKind
from tests.factories import make_claim, make_passages, make_report


@pytest.fixture
def appearance(db: None) -> Appearance:
    passage = make_passages(make_report().snapshot)[0]
    return make_claim(passage=passage).appearances.get()


@pytest.mark.parametrize(
    ("hop", "name", "notes"),
    [
        ({"role": "minister", "channel": "op-ed"}, "Ann Lee", ("minister", "in an op-ed")),
        ({"channel": "Twitter", "cue": "wrote"}, "Ann Lee", ("on Twitter",)),
        ({"channel": "press conference"}, "Ann Lee", ("at a press conference",)),
        ({"cue": "said"}, "Ann Lee", ("“said”",)),
        ({"is_denial": True, "modality": "possible"}, "Ann Lee", ("as Possible", "denies it")),
        ({"unnamed_class": "officials"}, "unnamed officials", ()),
        ({"unnamed_class": "unstated"}, "a source that is not stated", ()),
        ({"is_publisher": True}, "Ann Lee", ("in its own words",)),
    ],
)
def test_a_hop_says_in_which_role_where_and_how(
    appearance: Appearance, hop: dict[str, object], name: str, notes: tuple[str, ...]
) -> None:
    source = Source.named("Ann Lee", SourceKind.PERSON)
    Attribution.objects.create(appearance=appearance, position=0, source=source, **hop)
    assert [(one.name, one.notes) for one in hops(appearance)] == [(name, notes)]


@pytest.mark.parametrize(
    ("start", "prefix", "suffix", "before", "after"),
    [
        (0, "", "", "", ""),
        (6, "Ciao: ", " and so on", "Ciao: ", " and so on"),
        (
            90,
            "dge was old and the river was hi",
            " when the engineers came and clo",
            "…was old and the river was hi",
            " when the engineers came and…",
        ),
    ],
)
def test_a_word_that_the_cut_split_is_left_out(start: int, prefix: str, suffix: str, before: str, after: str) -> None:
    told = words(Appearance(start=start, quote="It fell", prefix=prefix, suffix=suffix))
    assert (told.before, told.quote, told.after) == (before, "It fell", after)

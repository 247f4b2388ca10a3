"""What a reading names and who speaks in it, tied to the store."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Appearance, Attribution, Claim, Mention, Reading
from claims.pipeline.draft import Span
from claims.services.link_mentions import Link, link_draft, link_mentions
from claims.services.read_report import read_report
from factcheck.access.models import User
from sources.models import Entity, Passage, Snapshot, Source
from sources.models.work import State
from sources.services.merge_entities import judge_entities
from tests.claims.pipeline.reading import reading
from tests.claims.services.test_read_report import READER, read
from tests.factories import EMBEDDER, make_report

pytestmark = pytest.mark.django_db
STORY = (
    "The Rural Water Board (RWB) raised its fees on Monday. General Arman Sargsyan said that the bridge at Orsk was "
    "closed. The RWB said the dam at Vidby was safe. Sargsyan said that the road was open."
)


def entity(name: str) -> Entity:
    return Entity.objects.get(name=name)


def speakers(snapshot: Snapshot) -> list[str]:
    hops = Attribution.objects.filter(appearance__snapshot=snapshot, is_publisher=False)
    return list(hops.order_by("appearance__start", "position").values_list("source__name", flat=True))


def mentions(snapshot: Snapshot) -> set[tuple[str, str]]:
    rows = Mention.objects.filter(appearance__snapshot=snapshot).select_related("entity")
    return {(snapshot.text[row.start : row.end], row.entity.name) for row in rows}


def test_a_claim_mentions_what_stands_within_its_words() -> None:
    snapshot = read(STORY)
    assert {("Rural Water Board", "Rural Water Board"), ("RWB", "Rural Water Board")} <= mentions(snapshot)
    assert {("Orsk", "Orsk"), ("Vidby", "Vidby")} <= mentions(snapshot)
    for mention in Mention.objects.select_related("appearance"):
        assert mention.appearance.start <= mention.start < mention.end <= mention.appearance.end
    claims = Claim.objects.filter(appearances__mentions__in=Mention.objects.of(entity("Orsk")))
    assert [claim.statement for claim in claims] == ["The bridge at Orsk was closed."]


def test_surname_and_acronym_speak_as_the_source_of_the_full_name() -> None:
    snapshot = read(STORY)
    assert speakers(snapshot) == ["Arman Sargsyan", "Rural Water Board", "Arman Sargsyan"]
    for name, kind in (("Arman Sargsyan", "person"), ("Rural Water Board", "organisation")):
        source = Source.objects.get(name=name)
        assert (source.entity, source.kind) == (entity(name), kind)


def test_an_acronym_that_an_earlier_report_explains_speaks_as_its_source() -> None:
    read(STORY)
    assert speakers(read("The RWB said the dam at Tarn was safe.", publisher="Beta")) == ["Rural Water Board"]


def test_a_surname_that_nothing_explains_speaks_for_itself() -> None:
    read(STORY)
    assert speakers(read("Sargsyan said that the tunnel was flooded.", publisher="Beta")) == ["Sargsyan"]


def test_what_names_nobody_is_a_source_and_no_entity() -> None:
    read("Residents said that the road was closed. The foreign ministry said that the dam was safe.")
    assert set(Source.objects.filter(entity=None).values_list("name", flat=True)) == {
        "Residents",
        "The foreign ministry",
    }


def test_the_outlet_is_the_entity_that_others_name() -> None:
    read("Reuters said that the bridge at Orsk was closed.", publisher="Beta")
    read("The bridge at Vidby was closed.", publisher="Reuters")
    assert Source.objects.get(name="Reuters").entity == entity("Reuters")


def test_merged_entities_share_their_claims_and_speak_as_the_kept_one(edith: User) -> None:
    read("The Rural Water Board said that the dam was safe. The Rural Water Board raised its fees.")
    read("The Orsk Valley Rural Water Board closed its office.", publisher="Beta")
    short, full = entity("Rural Water Board"), entity("Orsk Valley Rural Water Board")
    apart = [Mention.objects.of(one).count() for one in (short, full)]
    judge_entities(short.pk, full.pk, "same", "Its short name.", edith)
    snapshot = read("The Rural Water Board said that the tunnel was flooded.", publisher="Gamma")
    assert speakers(snapshot) == [full.name]
    short.refresh_from_db()
    assert min(apart) > 0
    assert Mention.objects.of(short).count() == Mention.objects.of(full).count() == sum(apart)


def test_reading_again_links_nothing_twice() -> None:
    snapshot = read(STORY)
    counts = Mention.objects.count(), Entity.objects.count(), Source.objects.count()
    Reading.objects.update(state=State.PENDING, due_at=timezone.now())
    read_report(Reading.objects.get(snapshot=snapshot).pk, READER, EMBEDDER, "test/1")
    assert (Mention.objects.count(), Entity.objects.count(), Source.objects.count()) == counts


def test_a_longer_report_takes_no_more_queries() -> None:
    def queries(number: int) -> int:
        text = " ".join(f"Town{n} Water Board said that the bridge at Orsk{n} was closed." for n in range(number))
        snapshot = make_report(text).snapshot
        draft = reading(text)
        assert len(draft.entities or ()) >= number
        with CaptureQueriesContext(connection) as asked:
            _, links = link_draft(draft, snapshot)
            link_mentions(snapshot, links)
        return len(asked)

    queries(1)  # the first one also makes the publisher known
    assert queries(2) == queries(40) <= 13


def test_words_that_stand_for_a_name_mention_it_and_those_for_more_than_the_name_do_not() -> None:
    snapshot = read("Ana Lima of Orsk went home. She slept there. The mayor of Orsk stayed. He wept at once.")
    links = [Link(Span(start, start + 4), Entity.objects.create(kind="place", name="Orsk")) for start in (12, 58)]
    links.insert(0, Link(Span(0, 8), Entity.objects.create(kind="person", name="Ana Lima")))
    Mention.objects.all().delete()
    claim = Claim.objects.create(statement="All of it.", wording="x")
    passage = Passage.objects.filter(snapshot=snapshot)[0]
    quoted = Appearance.quoted(snapshot.text, 28, len(snapshot.text))
    resolutions = [
        {"start": 28, "end": 31, "antecedent": [0, 8], "words": "Ana Lima"},
        {"start": 71, "end": 73, "antecedent": [45, 62], "words": "The mayor of Orsk"},
    ]
    Appearance.objects.create(claim=claim, snapshot=snapshot, passage=passage, resolutions=resolutions, **quoted)
    link_mentions(snapshot, links)
    said = {(snapshot.text[m.start : m.end], m.entity.name) for m in Mention.objects.filter(appearance__claim=claim)}
    assert said == {("She", "Ana Lima"), ("Orsk", "Orsk")}


def test_a_name_that_was_resolved_to_a_fuller_one_mentions_only_that_one() -> None:
    snapshot = read("Orin Blay was at sea. Blay came home.")
    Mention.objects.all().delete()
    full, short = (Entity.objects.create(kind=kind, name="Blay") for kind in ("person", "organisation"))
    claim = Claim.objects.create(statement="Orin Blay came home.", wording="x")
    resolutions = [{"start": 22, "end": 26, "antecedent": [0, 9], "words": "Orin Blay"}]
    quoted = Appearance.quoted(snapshot.text, 22, len(snapshot.text))
    passage = Passage.objects.filter(snapshot=snapshot)[1]
    Appearance.objects.create(claim=claim, snapshot=snapshot, passage=passage, resolutions=resolutions, **quoted)
    for _ in range(2):
        link_mentions(snapshot, [Link(Span(0, 9), full), Link(Span(22, 26), short)])
        assert [mention.entity for mention in Mention.objects.filter(appearance__claim=claim)] == [full]


def test_mentions_lie_where_the_appearances_quote_them() -> None:
    snapshot = read("Café owners met in Orsk 😀. “Rents rose in Vidby,” said Ana Lima.")
    for appearance in Appearance.objects.filter(snapshot=snapshot):
        for mention in appearance.mentions.select_related("entity"):
            at = mention.start - appearance.start
            assert appearance.quote[at : at + mention.end - mention.start] == mention.entity.name

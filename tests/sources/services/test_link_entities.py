"""Which stored entity a named thing is: its name, a known alias or acronym, or, where that is open, a new one."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from factcheck.access.models import User
from sources.models import Entity, EntityName, Source
from sources.services.link_entities import link_entities, link_sources
from sources.services.merge_entities import judge_entities


@dataclass(frozen=True)
class Thing:
    name: str
    kind: str = "organisation"
    aliases: Sequence[str] = ()
    acronyms: Sequence[str] = ()


BOARD = Thing("Rural Water Board", acronyms=("RWB",))
SARGSYAN = Thing("Arman Sargsyan", "person", ("Sargsyan",))


def link(*things: Thing) -> list[Entity]:
    return link_entities(things)


def link_one(thing: Thing) -> Entity:
    (entity,) = link_entities([thing])
    return entity


def names() -> set[tuple[str, str, str]]:
    return set(EntityName.objects.values_list("entity__name", "name", "kind"))


def test_a_name_in_another_spelling_is_the_same_entity(db: None) -> None:
    assert link_one(Thing("Café  BOARD")) == link_one(Thing("Cafe\u0301 Board"))
    assert Entity.objects.count() == 1


def test_all_names_are_learnt_once(db: None) -> None:
    link_one(Thing("Rural Water Board"))
    for _ in range(2):
        link_one(BOARD)
    assert names() == {("Rural Water Board",) * 2 + ("name",), ("Rural Water Board", "RWB", "acronym")}


def test_an_acronym_learnt_in_one_text_is_known_in_the_next(db: None) -> None:
    assert link_one(BOARD) == link_one(Thing("RWB"))


def test_an_acronym_met_before_its_long_form_ends_as_the_same_entity(db: None) -> None:
    first = link_one(Thing("RWB"))
    assert link_one(BOARD) == first == link_one(Thing("RWB"))
    first.refresh_from_db()
    assert first.name == "Rural Water Board"
    assert names() == {("Rural Water Board",) * 2 + ("name",), ("Rural Water Board", "RWB", "acronym")}


def test_an_acronym_of_two_things_is_neither(db: None) -> None:
    first = link_one(Thing("RWB"))
    board, bank = link_one(BOARD), link_one(Thing("Regional Wool Bank", acronyms=("RWB",)))
    bare = link_one(Thing("RWB"))
    assert first == board
    assert len({board, bank, bare}) == 3
    assert bare == link_one(Thing("RWB"))


def test_a_place_and_a_person_of_one_name_are_two_and_a_group_and_an_organisation_one(db: None) -> None:
    place, person = link(Thing("Jordan", "place"), Thing("Jordan", "person"))
    assert place != person
    assert link(Thing("Jordan", "place"), Thing("Jordan", "person")) == [place, person]
    assert link_one(Thing("Taliban", "group")) == link_one(Thing("Taliban", "organisation"))


def test_a_bare_surname_is_not_the_person_of_another_text(db: None) -> None:
    person = link_one(SARGSYAN)
    assert link_one(Thing("Sargsyan", "person")) != person


def test_a_person_of_one_name_is_known_by_it(db: None) -> None:
    assert link_one(Thing("Suharto", "person")) == link_one(Thing("Suharto", "person"))


def test_a_name_of_two_that_were_told_apart_is_a_new_entity_each_time(edith: User) -> None:
    one = link_one(Thing("John Smith", "person"))
    other = Entity.objects.create(kind="person", name="John Smith")
    EntityName.objects.create(entity=other, name="John Smith", key="john smith", kind="name")
    third = link_one(Thing("John Smith", "person"))
    assert len({one, other, third}) == 3
    assert link_entities([Thing("John Smith", "person")], {other.pk}) == [other]
    judge_entities(one.pk, other.pk, "same", "One man, two texts.", edith)
    judge_entities(third.pk, other.pk, "same", "One man, two texts.", edith)
    assert link_one(Thing("John Smith", "person")).kept == one


def test_what_a_person_merged_is_one_for_later_texts_and_remembers_which_it_was(edith: User) -> None:
    long, short = link(Thing("Federation of Norra", "place"), Thing("Norra", "place"))
    judge_entities(long.pk, short.pk, "same", "Its short name.", edith)
    linked = link_one(Thing("Norra", "place"))
    assert (linked, linked.kept) == (short, long)


def test_one_thing_under_two_entries_is_made_once(db: None) -> None:
    one, other = link(Thing("Reuters"), Thing("REUTERS", "group"))
    assert one == other


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any, db: None) -> None:
    things = [Thing(f"Board {n} of Water", acronyms=(f"B{n}W",), aliases=(f"Board {n}",)) for n in range(300)]
    with django_assert_max_num_queries(8):
        link_entities(things)
    with django_assert_max_num_queries(3):
        link_entities(things)
    assert Entity.objects.count() == 300


def test_speakers_get_one_source_that_knows_its_entity(db: None) -> None:
    person, board = link(SARGSYAN, BOARD)
    old = Source.named("Rural Water Board", "outlet")
    paper = Source.named("A Paper", "document")
    for _ in range(2):
        link_sources(
            [
                ("Arman Sargsyan", "person", person),
                ("ARMAN SARGSYAN", "person", person),
                ("Rural Water Board", "organisation", board),
                ("A Paper", "organisation", board),
                ("Board Member", "person", board),
                ("A Study", "document", board),
            ]
        )
    assert Source.objects.get(name="Arman Sargsyan").entity == person
    old.refresh_from_db()
    paper.refresh_from_db()
    assert (old.entity, old.kind, paper.entity) == (board, "outlet", None)
    assert Source.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_read_at_once_a_name_makes_one_entity() -> None:
    texts = [[BOARD, SARGSYAN], [SARGSYAN, BOARD], [Thing("Rural Water Board"), Thing("Oslo", "place")]] * 3
    barrier = Barrier(len(texts))

    def read(things: list[Thing]) -> None:
        try:
            barrier.wait()
            linked = link_entities(things)
            link_sources([(entity.name, thing.kind, entity) for thing, entity in zip(things, linked, strict=True)])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(texts)) as pool:
        list(pool.map(read, texts))
    found = sorted(Entity.objects.values_list("name", flat=True))
    assert found == ["Arman Sargsyan", "Oslo", "Rural Water Board"]
    assert EntityName.objects.count() == 5
    assert Source.objects.exclude(entity=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_texts_at_once_do_not_make_one_acronym_one_thing() -> None:
    link_one(Thing("RWB"))
    texts = [BOARD, Thing("Regional Wool Bank", acronyms=("RWB",))] * 3
    barrier = Barrier(len(texts))

    def read(thing: Thing) -> None:
        try:
            barrier.wait()
            link_entities([thing])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(texts)) as pool:
        list(pool.map(read, texts))
    assert sorted(Entity.objects.values_list("name", flat=True)) == ["Regional Wool Bank", "Rural Water Board"]

"""Same, different, unsure: what a judgement merges, what undoing it restores, and who yields to whom."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from factcheck.access.models import User
from sources.errors import JudgementRefused
from sources.models import Entity, EntityJudgement
from sources.services.merge_entities import Machine, judge_entities, undo_judgement
from tests.factories import make_user

MACHINE = Machine("matcher/1")


def make(*names: str) -> list[Entity]:
    return [Entity.objects.create(kind="organisation", name=name) for name in names]


def kept() -> dict[str, str]:
    """For each entity the name of the one that stands for it."""
    return {entity.name: entity.kept.name for entity in Entity.objects.select_related("same_as")}


def same(one: Entity, other: Entity, by: User | Machine) -> EntityJudgement:
    return judge_entities(one.pk, other.pk, "same", "One and the same board.", by)


def refused(one: Entity, other: Entity, verdict: str, by: User | Machine, reason: str = "So it seems.") -> str:
    with pytest.raises(JudgementRefused) as caught:
        judge_entities(one.pk, other.pk, verdict, reason, by)
    return caught.value.code


def test_the_fullest_name_is_kept_and_undoing_sets_both_free(edith: User) -> None:
    short, full = make("Board", "Rural Water Board")
    judgement = same(full, short, edith)
    assert kept() == {"Board": "Rural Water Board", "Rural Water Board": "Rural Water Board"}
    undo_judgement(judgement.pk, edith)
    assert kept() == {"Board": "Board", "Rural Water Board": "Rural Water Board"}
    assert EntityJudgement.objects.get().undone_by == edith


def test_an_outside_id_is_kept_before_a_fuller_name(rosa: User) -> None:
    short, full = make("Board", "Rural Water Board")
    Entity.objects.filter(pk=short.pk).update(external_scheme="wikidata", external_id="Q1")
    same(short, full, rosa)
    assert set(kept().values()) == {"Board"}


def test_what_was_merged_before_follows_and_stays_together_when_its_link_is_undone(edith: User) -> None:
    a, b, c, d = make("A", "B of it", "C of it all", "D")
    same(a, b, edith)
    last = same(c, d, edith)
    between = same(a, d, edith)
    assert set(kept().values()) == {"C of it all"}
    undo_judgement(between.pk, edith)
    assert kept() == {"A": "B of it", "B of it": "B of it", "C of it all": "C of it all", "D": "C of it all"}
    undo_judgement(last.pk, edith)
    assert kept() == {"A": "B of it", "B of it": "B of it", "C of it all": "C of it all", "D": "D"}


def test_the_kept_ones_and_all_that_they_stand_for_are_found(edith: User) -> None:
    a, b, c = make("A", "B of it", "C")
    same(a, b, edith)
    assert set(Entity.objects.kept()) == {b, c}
    assert set(Entity.objects.standing_for([a.pk, c.pk])) == {b, c}
    assert set(Entity.objects.one_with(Entity.objects.get(pk=a.pk))) == {a, b}


def test_unsure_and_different_are_kept_and_merge_nothing(edith: User) -> None:
    a, b, c = make("A", "B", "C")
    judge_entities(a.pk, b.pk, "unsure", "The text does not say.", edith)
    judge_entities(a.pk, c.pk, "different", "Two towns.", edith)
    assert kept() == {"A": "A", "B": "B", "C": "C"}
    assert EntityJudgement.objects.filter(undone_at=None).count() == 2


def test_two_that_were_told_apart_are_not_joined_by_a_detour(edith: User) -> None:
    a, b, c = make("A", "B", "C")
    judge_entities(a.pk, c.pk, "different", "Two towns.", edith)
    same(a, b, edith)
    assert refused(b, c, "same", edith) == "held_different"
    assert kept() == {"A": "A", "B": "A", "C": "C"}


def test_two_that_others_join_are_not_told_apart_before_that_is_undone(edith: User) -> None:
    a, b, c = make("A", "B", "C")
    same(a, b, edith)
    same(b, c, edith)
    assert refused(a, c, "different", edith) == "held_same"


def test_a_new_judgement_of_a_person_undoes_the_one_that_stood(edith: User, rosa: User) -> None:
    a, b = make("A", "B")
    first = same(a, b, edith)
    assert same(b, a, rosa) == first
    second = judge_entities(b.pk, a.pk, "different", "Two towns.", rosa)
    assert kept() == {"A": "A", "B": "B"}
    first.refresh_from_db()
    assert (first.undone_by, second.undone_at) == (rosa, None)


def test_a_person_confirms_what_a_machine_judged(edith: User) -> None:
    a, b = make("A", "B")
    same(a, b, MACHINE)
    assert same(a, b, edith).by == edith
    assert EntityJudgement.objects.filter(undone_at=None).count() == 1


def test_a_machine_leaves_be_what_a_person_judged_or_undid(edith: User) -> None:
    a, b, c = make("A", "B", "C")
    judge_entities(a.pk, b.pk, "unsure", "The text does not say.", edith)
    assert refused(b, a, "same", MACHINE) == "judged_by_person"
    undo_judgement(same(b, c, MACHINE).pk, edith)
    assert refused(b, c, "same", MACHINE) == "judged_by_person"


def test_a_machine_does_not_change_its_own_mind(db: None) -> None:
    a, b = make("A", "B")
    assert same(a, b, MACHINE) == same(a, b, MACHINE)
    assert refused(a, b, "different", MACHINE) == "judged"


def test_what_can_not_be_judged_is_refused_in_a_sentence(edith: User, nemo: User) -> None:
    a, b = make("A", "B")
    assert refused(a, a, "same", edith) == "one"
    assert refused(a, b, "same", edith, reason="  ") == "reason_missing"
    assert refused(a, b, "same", nemo) == "not_allowed"
    judgement = same(a, b, edith)
    undo_judgement(judgement.pk, edith)
    for person in (edith, nemo):
        with pytest.raises(JudgementRefused):
            undo_judgement(judgement.pk, person)
    with pytest.raises(Entity.DoesNotExist):
        judge_entities(a.pk, judgement.pk, "same", "So it seems.", edith)


def test_the_database_itself_keeps_judgements_and_flat_merges(edith: User) -> None:
    a, b, c = make("A", "B", "C")
    by_person = same(a, b, edith)
    by_machine = judge_entities(a.pk, c.pk, "unsure", "Alike.", MACHINE)
    rows = EntityJudgement.objects
    attempts = (
        lambda: rows.filter(pk=by_person.pk).update(verdict="different"),
        lambda: rows.filter(pk=by_person.pk).update(undone_at=by_person.at),
        lambda: rows.filter(pk=by_machine.pk).update(reason="Other."),
        lambda: rows.filter(pk=by_machine.pk)._raw_delete("default"),
        lambda: rows.create(left=b, right=a, verdict="same", reason="Wrong order.", by=edith),
        lambda: _after_undoing(by_person, edith),
        lambda: _merge(a, c),
        lambda: _merge(c, b),
        lambda: _merge(c, c),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def _after_undoing(judgement: EntityJudgement, person: User) -> None:
    undo_judgement(judgement.pk, person)
    pair = {"left_id": judgement.left_id, "right_id": judgement.right_id}
    EntityJudgement.objects.create(**pair, verdict="same", reason="Alike.", machine="matcher/1")


def _merge(entity: Entity, into: Entity) -> None:
    Entity.objects.filter(pk=entity.pk).update(same_as=into)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_outside_id_belongs_to_one_entity(db: None) -> None:
    a, b = make("A", "B")
    Entity.objects.filter(pk=a.pk).update(external_scheme="wikidata", external_id="Q1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entity.objects.filter(pk=b.pk).update(external_scheme="wikidata", external_id="Q1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entity.objects.filter(pk=b.pk).update(external_id="Q2")
    Entity.objects.filter(pk=b.pk).update(external_scheme="lei", external_id="Q1")


class UndoingRestores(TestCase):
    """Whatever is judged and undone, in whatever order, what stands alone tells what is merged."""

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=8), st.randoms())
    def test_what_stands_alone_counts(self, acts: list[tuple[int, int, bool]], random: Any) -> None:
        person = User.objects.filter(username="edna").first() or make_user("edna", "editor")
        things = make("A", "B b", "C c c", "D d", "E")
        before = _same_as(things)
        made: list[tuple[UUID, frozenset[int]]] = []
        for one, other, is_undone in acts:
            if one == other or any(pair == {one, other} for _, pair in made):
                continue
            state = _same_as(things)
            judgement = same(things[one], things[other], person).pk
            if is_undone:
                undo_judgement(judgement, person)
                assert _same_as(things) == state
            else:
                made.append((judgement, frozenset({one, other})))
            assert _groups(things) == _joined(pair for _, pair in made)
        random.shuffle(made)
        while made:
            undo_judgement(made.pop()[0], person)
            assert _groups(things) == _joined(pair for _, pair in made)
        assert _same_as(things) == before


def _same_as(things: list[Entity]) -> list[UUID | None]:
    stored = Entity.objects.in_bulk()
    return [stored[thing.pk].same_as_id for thing in things]


def _groups(things: list[Entity]) -> set[frozenset[int]]:
    by_kept: dict[UUID, set[int]] = {}
    for at, (thing, same_as) in enumerate(zip(things, _same_as(things), strict=True)):
        by_kept.setdefault(same_as or thing.pk, set()).add(at)
    return {frozenset(group) for group in by_kept.values()}


def _joined(pairs: Any) -> set[frozenset[int]]:
    groups = [{at} for at in range(5)]
    for pair in pairs:
        joined = set().union(*(group for group in groups if group & pair))
        groups = [group for group in groups if not group & pair] + [joined]
    return {frozenset(group) for group in groups}


@pytest.mark.django_db(transaction=True)
def test_merges_in_a_ring_at_once_leave_one_kept_and_no_cycle() -> None:
    person = make_user("edna", "editor")
    things = make(*"ABCDEF")
    barrier = Barrier(len(things))

    def merge(at: int) -> None:
        barrier.wait()
        try:
            same(things[at], things[(at + 1) % len(things)], person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        list(pool.map(merge, range(len(things))))
    assert Entity.objects.kept().count() == 1
    assert {entity.kept_id for entity in Entity.objects.all()} == {Entity.objects.kept().get().pk}

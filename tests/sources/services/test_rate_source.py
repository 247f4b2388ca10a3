"""Ratings are dated, reasoned and kept; what an owner has holds for what it owns."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from factcheck.access.models import User
from factcheck.log.models import LogEntry, LogPayload
from sources.errors import RatingRefused
from sources.models import Source, SourceRating
from sources.search.grades import grade_of, graded, grades_of
from sources.services.rate_source import rate_source, set_owner
from tests.factories import make_rating, make_user

YEAR = date(2024, 1, 1)


def outlet(name: str) -> Source:
    return Source.named(name, "outlet")


def holds(source: Source, at: datetime | None = None) -> tuple[str, str] | None:
    standing = grade_of(source.pk, at)
    return (standing.grade, standing.held_by_name) if standing else None


@pytest.mark.django_db
class TestRating:
    def test_a_rating_says_since_when_by_whom_and_why_and_the_log_keeps_it(self, rosa: User) -> None:
        post = outlet("Post")
        rating = rate_source(post.pk, "B", YEAR, " Ten of its reports were checked. ", rosa)
        assert (rating.grade, rating.since, rating.why) == ("B", YEAR, "Ten of its reports were checked.")
        entry = LogEntry.objects.get()
        assert (entry.kind, entry.object_type, entry.object_id) == ("rating", "source", str(post.pk))
        body = json.loads(LogPayload.objects.get(pk=entry).body)
        assert (body["before"], body["grade"], body["since"], body["by"]) == ("", "B", "2024-01-01", "rosa")

    def test_what_held_at_a_moment_and_what_was_known_of_it_can_be_asked(self, rosa: User) -> None:
        post = outlet("Post")
        make_rating(post, "B", rosa)
        before = timezone.now()
        make_rating(post, "D", rosa, date(2025, 3, 1))
        assert holds(post, datetime(2023, 12, 31, tzinfo=UTC)) is None
        assert holds(post, datetime(2025, 2, 28, 23, tzinfo=UTC)) == ("B", "Post")
        assert holds(post) == ("D", "Post")
        known = grade_of(post.pk, known_at=before)
        assert known
        assert known.grade == "B"

    def test_on_one_day_the_later_rating_holds(self, rosa: User) -> None:
        post = outlet("Post")
        for grade in "BEC":
            make_rating(post, grade, rosa)
        assert holds(post) == ("C", "Post")

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"grade": "G"}, "grade", "letter from A to F"),
            ({"grade": ""}, "grade", "no rating of its own"),
            ({"why": " \n"}, "why", "Say why"),
            ({"since": timezone.now().date() + timedelta(2)}, "since", "has not come yet"),
        ],
    )
    def test_what_is_no_rating_is_refused_in_a_sentence(
        self, rosa: User, changes: dict[str, Any], field: str, sentence: str
    ) -> None:
        rating: dict[str, Any] = {"grade": "B", "since": YEAR, "why": "So."} | changes
        with pytest.raises(RatingRefused, match=sentence) as refused:
            rate_source(outlet("Post").pk, reviewer=rosa, **rating)
        assert refused.value.field == field
        assert not LogEntry.objects.exists()

    def test_the_history_only_goes_on(self, rosa: User) -> None:
        post = outlet("Post")
        make_rating(post, "B", rosa, date(2025, 1, 1))
        with pytest.raises(RatingRefused, match="1 January 2025"):
            make_rating(post, "C", rosa, YEAR)
        with pytest.raises(DatabaseError, match="no earlier day"), transaction.atomic():
            SourceRating.objects.create(source=post, grade="C", since=YEAR, why="Around it.", rated_by=rosa)

    def test_only_reviewers_rate(self, edith: User, nemo: User) -> None:
        for person in (edith, nemo):
            with pytest.raises(RatingRefused, match="Only a reviewer"):
                make_rating(outlet("Post"), "A", person)
            with pytest.raises(RatingRefused, match="Only a reviewer"):
                set_owner(outlet("Post").pk, outlet("Group").pk, "It says so.", person)

    @pytest.mark.parametrize(
        "words", ["UPDATE sources_sourcerating SET grade = 'A'", "DELETE FROM sources_sourcerating"]
    )
    def test_a_rating_is_never_changed(self, rosa: User, words: str) -> None:
        make_rating(outlet("Post"), "E", rosa)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(words)


@pytest.mark.django_db
class TestOwner:
    def test_an_owners_grade_holds_until_the_outlet_has_one_and_again_when_it_is_taken_back(self, rosa: User) -> None:
        group, house, post = outlet("Group"), outlet("House"), outlet("Post")
        set_owner(post.pk, house.pk, "Its imprint says so.", rosa)
        set_owner(house.pk, group.pk, "Its annual report says so.", rosa)
        make_rating(group, "D", rosa)
        assert holds(post) == ("D", "Group")
        make_rating(post, "B", rosa)
        assert holds(post) == ("B", "Post")
        make_rating(post, "", rosa)
        assert holds(post) == ("D", "Group")

    def test_nobody_owns_itself_even_through_others(self, rosa: User) -> None:
        one, two, three = outlet("One"), outlet("Two"), outlet("Three")
        set_owner(two.pk, one.pk, "So.", rosa)
        set_owner(three.pk, two.pk, "So.", rosa)
        for above in (one, two, three):
            with pytest.raises(RatingRefused, match=r"owned by this one"):
                set_owner(one.pk, above.pk, "So.", rosa)
        for owner in (one, three):
            with pytest.raises(DatabaseError, match="can not own itself"), transaction.atomic():
                Source.objects.filter(pk=one.pk).update(owner=owner)

    def test_an_owner_needs_a_reason_and_the_log_keeps_both(self, rosa: User) -> None:
        post, house = outlet("Post"), outlet("House")
        with pytest.raises(RatingRefused, match="Say how you know"):
            set_owner(post.pk, house.pk, " ", rosa)
        set_owner(post.pk, house.pk, "The register says so.", rosa)
        with pytest.raises(RatingRefused, match="so already"):
            set_owner(post.pk, house.pk, "Again.", rosa)
        set_owner(post.pk, None, "It was sold.", rosa)
        bodies = [json.loads(row.body) for row in LogPayload.objects.order_by("pk")]
        assert [(body["owner_before"], body["owner"]) for body in bodies] == [
            (None, str(house.pk)),
            (str(house.pk), None),
        ]

    def test_grades_of_many_are_one_query(self, rosa: User, django_assert_num_queries: Any) -> None:
        group = outlet("Group")
        owned = [outlet(f"Outlet {number}") for number in range(20)]
        for one in owned:
            set_owner(one.pk, group.pk, "So.", rosa)
        make_rating(group, "C", rosa)
        with django_assert_num_queries(1):
            assert {one.grade for one in grades_of([one.pk for one in owned]).values()} == {"C"}


class TestBothWays(TestCase):
    """Looked up from the source or down from the ratings, the same grade holds."""

    @hypothesis_settings(max_examples=25)
    @given(
        owners=st.lists(st.integers(0, 5), min_size=6, max_size=6),
        rated=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["A", "E", ""])), max_size=6),
    )
    def test_up_and_down_agree(self, owners: list[int], rated: list[tuple[int, str]]) -> None:
        rosa = make_user("rosa", "reviewer")
        sources = [outlet(f"Outlet {number}") for number in range(6)]
        for number, owner in enumerate(owners):
            if owner < number:  # so that nobody owns itself
                Source.objects.filter(pk=sources[number].pk).update(owner=sources[owner])
        for number, grade in rated:
            SourceRating.objects.create(source=sources[number], grade=grade, since=YEAR, why="So.", rated_by=rosa)
        up = {pk for pk, one in grades_of([source.pk for source in sources]).items() if one.grade == "A"}
        assert up == set(Source.objects.filter(pk__in=graded("A")).values_list("pk", flat=True))

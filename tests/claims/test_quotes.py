"""The database itself refuses a quote that is not exactly what stands in the text, however many come at once."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.models import Appearance
from sources.models import Passage
from tests.factories import make_claim, make_passages, make_report

TEXT = "Café owners 😀 met in Orsk. Rents rose, they said."


def appearance(claim_id: UUID, passage: Passage, start: int, end: int, **changes: object) -> Appearance:
    fields = Appearance.quoted(passage.snapshot.text, start, end) | changes
    return Appearance(claim_id=claim_id, snapshot=passage.snapshot, passage=passage, **fields)


class TestQuotes(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(
        spans=st.lists(
            st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, len(TEXT))).filter(lambda span: span[0] < span[1]),
            min_size=1,
            unique=True,
        ),
        wrong=st.integers(0),
        moved=st.sampled_from([-1, 1]),
    )
    def test_exact_quotes_are_taken_and_one_that_is_moved_by_a_character_refuses_them_all(
        self, spans: list[tuple[int, int]], wrong: int, moved: int
    ) -> None:
        claim = make_claim().pk
        passages = [make_passages(make_report(text).snapshot)[0] for text in (TEXT, f"{TEXT} Again.")]
        rows = [appearance(claim, passages[at % 2], *span) for at, span in enumerate(spans)]
        start, end = spans[wrong % len(spans)]
        shifted = TEXT[max(0, start + moved) : end + moved]
        if shifted != TEXT[start:end]:
            rows[wrong % len(rows)].quote = shifted
            with pytest.raises(IntegrityError, match="not exactly what stands"), transaction.atomic():
                Appearance.objects.bulk_create(rows)
            rows[wrong % len(rows)].quote = TEXT[start:end]
        Appearance.objects.bulk_create(rows)
        assert Appearance.objects.count() == len(rows)


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"quote": "Cafe"}, {"start": 1}, {"end": 5}, {"end": 5000}])
def test_a_stored_quote_can_not_be_moved_off_its_words(changes: dict[str, object]) -> None:
    passage = make_passages(make_report(TEXT).snapshot)[0]
    row = appearance(make_claim().pk, passage, 0, 4)
    row.save()
    with pytest.raises(IntegrityError, match="not exactly what stands"):
        Appearance.objects.filter(pk=row.pk).update(**changes)

"""Stored claims are found by meaning and by words, whatever the text that is looked for."""

from typing import Any
from uuid import UUID

import pytest

from claims.models import Claim, ClaimEmbedding
from claims.search import nearest_claims
from sources.engines.embedding import MiniLM
from sources.search import Sought
from sources.search.words import by_words, lexemes, weigh
from tests.factories import EMBEDDER, make_claim
from tests.sources.test_search import HOSTILE, NAMES

pytestmark = pytest.mark.django_db


def find(text: str, limit: int = 10) -> list[UUID]:
    return nearest_claims(Sought(text, EMBEDDER.embed([text])[0], EMBEDDER.name), limit)


def test_meaning_finds_what_shares_no_word() -> None:
    minilm = MiniLM()
    statements = ["The ferry sank off the coast.", "Bread prices doubled in May.", "Ministers met in the capital."]
    claims = [Claim.objects.create(statement=statement) for statement in statements]
    for claim, vector in zip(claims, minilm.embed(statements), strict=True):
        ClaimEmbedding.objects.create(claim=claim, embedding=vector, embedded_by=minilm.name)
    query = "A boat went down at sea"
    assert nearest_claims(Sought(query, minilm.embed([query])[0], minilm.name), 1) == [claims[0].pk]


def test_words_find_what_meaning_does_not() -> None:
    """Its vector is another embedder's, so only its words can bring this one in."""
    wanted = make_claim("Zamir Kabulov spoke for the Kremlin.")
    ClaimEmbedding.objects.filter(pk=wanted.pk).update(embedded_by="another/1")
    for number in range(3):
        make_claim(f"Bread {number}.")
    assert find("Kabulov")[0] == wanted.pk


def test_vectors_of_two_embedders_are_never_compared() -> None:
    same, other = make_claim("The bridge was closed."), make_claim("Bread prices.")
    near = EMBEDDER.embed([same.statement])[0]
    ClaimEmbedding.objects.filter(pk=other.pk).update(embedding=near, embedded_by="another/1")
    assert find("The bridge was closed.") == [same.pk]


def test_what_both_meaning_and_words_find_comes_first() -> None:
    make_claim("Bread prices doubled.")
    wanted = make_claim("The bridge at Orsk was closed.")
    make_claim("The bridge.")
    assert find("Was the bridge at Orsk closed?")[0] == wanted.pk


def test_the_words_are_those_of_the_statement_as_it_is_now() -> None:
    claim = make_claim("The bridge at Orsk was closed.")
    Claim.objects.filter(pk=claim.pk).update(statement="The ferry sank.")
    for word, found in (("ferry", [claim.pk]), ("bridge", [])):
        assert list(by_words(Claim.objects.all(), weigh(lexemes(word), Claim), 10)) == found


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_no_text_is_an_error_and_none_is_an_order(text: str) -> None:
    claim = make_claim("The bridge at Orsk was closed.")
    assert find(text) == [claim.pk]
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("stored", [2, 40])
def test_a_search_costs_the_same_number_of_queries_whatever_is_stored(
    stored: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(stored):
        make_claim(f"Bridge {number} was closed.")
    with django_assert_max_num_queries(7):
        found = find("The bridge was closed.")
    assert len(found) == len(set(found)) == min(stored, 10)


def test_nothing_is_found_where_nothing_is_stored() -> None:
    assert find("The bridge") == []


def test_only_the_claims_that_were_asked_for_are_found() -> None:
    """By words or by meaning, and however many nearer ones there are."""
    wanted = make_claim("The ferry to Oban sank.")
    for number in range(3):
        make_claim(f"The ferry to Oban sank at pier {number}.")
    text = "The ferry to Oban sank at pier 1."
    sought = Sought(text, EMBEDDER.embed([text])[0], EMBEDDER.name)
    assert nearest_claims(sought, 1, among=Claim.objects.filter(pk=wanted.pk)) == [wanted.pk]

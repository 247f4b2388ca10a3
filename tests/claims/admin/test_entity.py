"""The claims that name an entity, on its page."""

import pytest
from django.test import Client

from factcheck.access.models import User
from sources.models import Entity
from sources.services.merge_entities import judge_entities
from tests.claims.services.test_read_report import read


@pytest.mark.django_db
def test_the_page_of_an_entity_shows_the_claims_that_name_it(client: Client, rosa: User) -> None:
    read("The Rural Water Board raised its fees. The bridge at Orsk was closed.")
    read("The Regional Wool Bank closed its office.", publisher="Beta")
    board, bank = (Entity.objects.get(name=name) for name in ("Rural Water Board", "Regional Wool Bank"))
    client.force_login(rosa)
    html = client.get(f"/admin/sources/entity/{board.pk}/change/").content.decode()
    assert "The Rural Water Board raised its fees." in html
    assert "The bridge at Orsk" not in html
    assert "closed its office" not in html
    judge_entities(board.pk, bank.pk, "same", "The bank took the board over.", rosa)
    for one in (board, bank):
        html = client.get(f"/admin/sources/entity/{one.pk}/change/").content.decode()
        assert "raised its fees" in html
        assert "closed its office" in html

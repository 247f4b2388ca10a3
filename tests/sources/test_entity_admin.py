"""Entities in the admin: found by any name, judged with a reason, taken back."""

from typing import Any

import pytest
from django.test import Client

from factcheck.access.models import User
from sources.models import Entity, EntityJudgement, EntityName, Source
from sources.services.merge_entities import judge_entities

LIST = "/admin/sources/entity/"
REASON = "Both texts call it the board of Orsk."


@pytest.fixture
def editing(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client


def make(name: str, *others: str, kind: str = "organisation") -> Entity:
    entity = Entity.objects.create(name=name, kind=kind)
    for other in (name, *others):
        EntityName.objects.create(entity=entity, name=other, key=other.lower(), kind="alias")
    return entity


def page(entity: Entity) -> str:
    return f"{LIST}{entity.pk}/change/"


def listed(client: Client, query: str) -> set[str]:
    return {entity.name for entity in client.get(f"{LIST}?{query}").context["cl"].result_list}


def test_an_entity_is_found_by_the_beginning_of_any_name_and_by_kind(editing: Client) -> None:
    make("Rural Water Board", "RWB")
    make("Orsk", kind="place")
    assert listed(editing, "q=rw") == listed(editing, "q=Rural  WATER") == {"Rural Water Board"}
    assert listed(editing, "q=board") == listed(editing, "q=%25") == set()
    assert listed(editing, "kind__exact=place") == {"Orsk"}


def test_the_list_is_flat(editing: Client, django_assert_num_queries: Any) -> None:
    for n in range(20):
        make(f"Board {n}", f"B{n}")
    editing.get("/admin/")  # the first page of a session notes where it is from
    with django_assert_num_queries(8):
        html = editing.get(LIST).content.decode()
    assert "B19" in html


def test_an_editor_judges_two_the_same_and_takes_it_back(editing: Client, edith: User) -> None:
    full, short = make("Rural Water Board"), make("Board")
    filled = {"other": str(full.pk), "verdict": "same", "reason": REASON}
    assert "Rural Water Board" not in listed(editing, "merged=yes")
    response = editing.post(f"{LIST}{short.pk}/judge/", filled)
    assert response.headers["Location"] == page(short)
    judgement = EntityJudgement.objects.get()
    assert (judgement.verdict, judgement.by, judgement.reason) == ("same", edith, REASON)
    assert (listed(editing, "merged=yes"), listed(editing, "merged=no")) == ({"Board"}, {"Rural Water Board"})
    assert page(short) in editing.get(page(full)).content.decode()
    html = editing.get(page(short)).content.decode()
    assert REASON in html
    undo = f"{LIST}{short.pk}/undo/{judgement.pk}/"
    assert undo in html
    assert REASON in editing.get(undo).content.decode()
    assert Entity.objects.filter(same_as=full).exists()
    editing.post(undo)
    assert not Entity.objects.filter(same_as=full).exists()
    html = editing.get(page(short)).content.decode()
    assert "Undone by edith" in html
    assert undo not in html
    assert "undone already" in editing.post(undo, follow=True).content.decode()


def test_what_is_wrong_stands_at_its_field(editing: Client, edith: User) -> None:
    one, other = make("Board"), make("Council")
    judge = f"{LIST}{one.pk}/judge/"
    filled = {"other": str(other.pk), "verdict": "same", "reason": REASON}
    for change, field, sentence in (
        ({"other": str(one.pk)}, "other", "An entity is itself"),
        ({"other": "00000000-0000-7000-8000-000000000000"}, "other", "There is no such entity"),
        ({"reason": " "}, "reason", "required"),
    ):
        form = editing.post(judge, filled | change).context["form"]
        assert sentence in form.errors[field][0]
    judge_entities(one.pk, other.pk, "same", REASON, edith)
    third = make("Chamber")
    judge_entities(other.pk, third.pk, "same", REASON, edith)
    form = editing.post(f"{LIST}{one.pk}/judge/", filled | {"other": str(third.pk), "verdict": "different"}).context[
        "form"
    ]
    assert "Undo one of those first" in form.non_field_errors()[0]


def test_reviewers_judge_and_those_without_a_role_do_not(client: Client, rosa: User, nemo: User) -> None:
    one, other = make("Board"), make("Council")
    filled = {"other": str(other.pk), "verdict": "different", "reason": REASON}
    client.force_login(nemo)
    assert client.post(f"{LIST}{one.pk}/judge/", filled).status_code == 403
    assert client.get(page(one)).status_code == 403
    client.force_login(rosa)
    assert client.post(f"{LIST}{one.pk}/judge/", filled).status_code == 302
    assert client.get(page(one)).status_code == 200
    client.force_login(nemo)
    assert client.post(f"{LIST}{one.pk}/undo/{EntityJudgement.objects.get().pk}/").status_code == 403
    assert EntityJudgement.objects.get().undone_at is None


def test_an_editor_sets_the_outside_id_and_touches_no_merge(editing: Client, edith: User) -> None:
    one, other = make("Board"), make("Rural Water Board")
    judge_entities(one.pk, other.pk, "same", REASON, edith)
    filled = {"kind": "group", "external_scheme": "wikidata", "external_id": "Q1", "name": "Other"}
    assert editing.post(page(one), filled).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.kind, one.external_id, one.same_as) == ("Board", "group", "Q1", other)
    errors = editing.post(page(other), filled).context["adminform"].form.non_field_errors()
    assert errors == ["Another entity has this outside id already. Judge the two the same instead."]
    errors = editing.post(page(other), filled | {"external_scheme": ""}).context["adminform"].form.non_field_errors()
    assert errors == ["Give the outside id together with its scheme, or neither."]


def test_names_from_reports_are_shown_as_text(editing: Client) -> None:
    entity = make("<b>Board</b>", "<i>RWB</i>")
    Source.objects.create(name="<u>Board</u>", key="x", kind="organisation", entity=entity)
    html = editing.get(page(entity)).content.decode() + editing.get(LIST).content.decode()
    assert not [tag for tag in ("<b>Board", "<i>RWB", "<u>Board") if tag in html]
    assert "&lt;u&gt;Board" in html


def test_entities_are_neither_added_nor_deleted_by_hand(editing: Client) -> None:
    entity = make("Board")
    assert editing.post(f"{LIST}add/", {"kind": "person"}).status_code == 403
    assert editing.post(f"{LIST}{entity.pk}/delete/", {"post": "yes"}).status_code == 403

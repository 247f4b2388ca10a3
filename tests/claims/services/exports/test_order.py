"""Who asks twice gets one export, nights are planned once, and files go in time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from claims.errors import ExportRefused, TooManyExports
from claims.models import Export
from claims.models.export import ExportFormat, ExportKind
from claims.services.erase_publication import erase_publication
from claims.services.exports.drop import holds_erased, tidy
from claims.services.exports.file import path_of
from claims.services.exports.make import make_export
from claims.services.exports.order import MOST_WAITING, Wanted, head, order_export, plan_nightly
from factcheck.access.models import User
from tests.claims.services.exports.made import made
from tests.factories import make_claim, make_user, publish


def test_the_same_wish_finds_what_waits_and_what_nothing_has_outdated(rosa: User) -> None:
    publish(make_claim(), rosa)
    first, is_new = order_export(Wanted(), "Ann")
    assert is_new
    assert order_export(Wanted(), "Ben") == (first, False)
    make_export(first.pk)
    assert order_export(Wanted(), "Ben") == (first, False)
    publish(make_claim("The mill burned down."), rosa)
    second, is_new = order_export(Wanted(), "Ben")
    assert is_new
    assert second.position == head() > first.position


def test_a_delta_from_the_future_and_too_many_wishes_are_refused_in_a_sentence(rosa: User) -> None:
    publish(make_claim(), rosa)
    with pytest.raises(ExportRefused, match="give a position up to that"):
        order_export(Wanted(ExportKind.DELTA, since=head() + 1), "Ann")
    for since in range(MOST_WAITING):
        order_export(Wanted(ExportKind.DELTA, since=since), "Ann")
    with pytest.raises(TooManyExports):
        order_export(Wanted(), "Ann")
    assert order_export(Wanted(), "Ben")[1]


def test_a_night_is_planned_once_and_only_if_something_public_changed(rosa: User) -> None:
    now = timezone.now()
    assert plan_nightly(now) == []
    publish(make_claim(), rosa)
    first = plan_nightly(now)
    assert {row.format for row in Export.objects.filter(pk__in=first)} == set(ExportFormat)
    for pk in first:
        make_export(pk)
    assert plan_nightly(now) == []
    assert plan_nightly(now + timedelta(days=1)) == []
    position = head()
    publish(make_claim("The mill burned down."), rosa)
    assert plan_nightly(now) == []
    second = Export.objects.filter(pk__in=plan_nightly(now + timedelta(days=1)))
    assert second.get(kind="delta").since_position == position
    full = second.get(kind="full", format="ndjson")
    make_export(full.pk)
    full.refresh_from_db()
    assert full.manifest
    assert full.manifest["previous"]["position"] == position


def test_the_hour_of_the_night_is_heeded(rosa: User) -> None:
    publish(make_claim(), rosa)
    plan_nightly(datetime(2026, 11, 24, 12, tzinfo=UTC))
    Export.objects.update(created_at=datetime(2026, 11, 24, 12, tzinfo=UTC), state="done")
    publish(make_claim("The mill burned down."), rosa)
    assert not plan_nightly(datetime(2026, 11, 25, 2, 59, tzinfo=UTC))
    assert plan_nightly(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))


def test_files_expire_and_leftovers_are_cleared_up_but_nothing_else(rosa: User, folder: Path) -> None:
    publish(make_claim(), rosa)
    row = made()
    path, note = path_of(row), folder / "notes.txt"
    draft = path.with_name(f".{path.name}.123.part")
    for other in (draft, note):
        other.write_text("x")
    assert tidy(timezone.now()) == 0
    assert path.exists()
    assert not draft.exists()
    assert tidy(timezone.now() + timedelta(days=15)) == 1
    row.refresh_from_db()
    assert row.gone == "expired"
    assert list(folder.iterdir()) == [note]


def test_a_file_that_holds_what_was_erased_goes(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    row = made()
    assert not holds_erased(row)
    erase_publication(claim.pk, 1, "A court ordered it.", make_user("ada", is_superuser=True))
    assert holds_erased(row)
    tidy(timezone.now())
    row.refresh_from_db()
    assert row.gone == "erased"
    assert not path_of(row).exists()

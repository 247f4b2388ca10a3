"""As root, PostgreSQL runs as an account without rights, which may not be able to enter the clone."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import embedded
from factcheck.embedded import account, place

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run PostgreSQL as someone else")


@pytest.fixture
def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(place, "ELSEWHERE", folder / "lib")
    return folder / "lib"


@pytest.fixture
def closed(folder: Path, elsewhere: Path) -> Iterator[Path]:
    """A clone in a folder that only root can enter."""
    home = folder / "home"
    home.mkdir(mode=0o700)
    yield home / "clone" / "var"
    embedded.stop(home / "clone" / "var")


def test_data_go_elsewhere_and_the_closed_folder_stays_closed(
    closed: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = embedded.start(closed)
    said = capsys.readouterr().out
    assert str(elsewhere) in said
    assert len(said.splitlines()) == 1
    assert stat.S_IMODE(closed.parents[1].stat().st_mode) == 0o700
    data = place.find(closed).data
    assert data.is_relative_to(elsewhere)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert data.stat().st_uid != 0

    embedded.stop(closed)
    assert embedded.start(closed) == first


def test_a_new_clone_at_an_old_path_starts_afresh_and_the_old_data_are_kept(closed: Path, elsewhere: Path) -> None:
    embedded.start(closed)
    embedded.stop(closed)
    shutil.rmtree(closed)
    embedded.start(closed)
    assert len(list(elsewhere.glob("*/pg*"))) == 2


def test_data_that_became_unreachable_are_named_and_not_replaced(folder: Path, elsewhere: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o755)
    embedded.start(home / "var")
    embedded.stop(home / "var")
    home.chmod(0o700)
    with pytest.raises(embedded.EmbeddedError, match="no longer enter"):
        embedded.start(home / "var")
    assert not elsewhere.exists()


def test_reach_is_really_tried(folder: Path) -> None:
    user = account.for_postgres(folder / "none")
    assert user is not None
    closed = folder / "closed"
    (closed / "open").mkdir(parents=True)
    closed.chmod(0o700)
    assert user.can_enter(Path("/"))
    assert not user.can_enter(closed / "open")

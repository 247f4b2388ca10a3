"""Real servers: what `make run` and `make test` stand on."""

import os
import signal
import socket
import stat
from pathlib import Path

import psycopg
import pytest
import redis

from factcheck import embedded
from factcheck.embedded import place, process, state
from factcheck.embedded.services import dead


def query(url: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_there_after_a_restart(root: Path) -> None:
    first = embedded.start(root)
    query(first.database_owner_url, "CREATE TABLE kept AS SELECT 7 AS number")
    redis.Redis.from_url(first.redis_url).set("kept", "7")
    assert embedded.running(root) == first

    embedded.stop(root)
    assert embedded.running(root) is None

    second = embedded.start(root)
    assert query(second.database_owner_url, "SELECT number FROM kept") == [(7,)]
    assert redis.Redis.from_url(second.redis_url).get("kept") == b"7"


def test_a_second_start_uses_the_servers_that_run(shared: Path) -> None:
    first = embedded.start(shared)
    pids = state.load(shared).pids
    assert embedded.start(shared) == first
    assert state.load(shared).pids == pids


def test_the_owner_makes_databases_with_our_extensions_and_the_app_makes_nothing(shared: Path) -> None:
    services = embedded.start(shared)
    query(services.database_owner_url, "CREATE DATABASE another")
    another = services.database_owner_url.removesuffix("factcheck") + "another"
    for url in (services.database_owner_url, another):
        query(url, "CREATE EXTENSION IF NOT EXISTS vector")
        assert query(url, "SELECT '[1,2]'::halfvec(2) <-> '[1,2]', unaccent('Orbán'), show_trgm('Ж') <> '{}'") == [
            (0.0, "Orban", True)
        ]
    for forbidden in (
        "CREATE TABLE mine ()",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "CREATE SCHEMA mine",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            query(services.database_url, forbidden)


def test_nobody_gets_in_without_the_password_or_as_superuser(shared: Path) -> None:
    services = embedded.start(shared)
    port = state.load(shared).ports
    for login in ("factcheck_owner:wrong", "postgres:postgres"):
        with pytest.raises(psycopg.OperationalError):
            query(f"postgresql://{login}@127.0.0.1:{port['postgres']}/factcheck", "SELECT 1")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=port["valkey"]).ping()
    assert redis.Redis.from_url(services.redis_url).config_get("appendonly") == {"appendonly": "yes"}


def test_only_we_can_read_passwords_and_no_parent_folder_is_opened(folder: Path) -> None:
    folder.chmod(0o711)
    root = folder / "var"
    before = {parent: mode(parent) for parent in root.parents}
    embedded.start(root)
    embedded.stop(root)
    assert mode(root / "services.json") == 0o600
    assert mode(place.find(root).data) == 0o700
    assert mode(root / "valkey") == 0o700
    assert {parent: mode(parent) for parent in root.parents} == before


def test_passwords_show_in_no_process_list(shared: Path) -> None:
    embedded.start(shared)
    known = state.load(shared)
    for pid in known.pids.values():
        arguments = Path(f"/proc/{pid}/cmdline")
        if arguments.exists():
            assert not any(word in arguments.read_text() for word in known.passwords.values())


def test_killed_servers_come_back_with_their_data_on_the_same_ports(root: Path) -> None:
    first = embedded.start(root)
    query(first.database_owner_url, "CREATE TABLE kept ()")
    for pid in state.load(root).pids.values():
        os.kill(pid, signal.SIGKILL)
        process.end(pid, [(signal.SIGKILL, 10)])
    assert sorted(dead(root, state.BOTH)) == ["postgres", "valkey"]
    assert embedded.running(root) is None

    assert embedded.start(root) == first
    assert query(first.database_owner_url, "SELECT * FROM kept") == []


def test_one_dead_server_is_mended_and_the_other_left_alone(root: Path) -> None:
    first = embedded.start(root)
    before = state.load(root).pids
    process.end(before["valkey"], [(signal.SIGKILL, 10)])
    assert dead(root, state.BOTH) == ["valkey"]
    assert embedded.start(root) == first
    assert state.load(root).pids["postgres"] == before["postgres"]


def test_lost_passwords_are_made_anew_and_a_forgotten_server_is_ended(root: Path) -> None:
    first = embedded.start(root)
    query(first.database_owner_url, "CREATE TABLE kept ()")
    forgotten = state.load(root).pids
    (root / "services.json").unlink()

    second = embedded.start(root)
    assert all(process.ended(pid) for pid in forgotten.values())
    assert second.database_owner_url != first.database_owner_url
    assert query(second.database_owner_url, "SELECT * FROM kept") == []


def test_a_stale_lock_with_a_number_now_used_by_another_process_is_no_obstacle(root: Path) -> None:
    embedded.start(root)
    embedded.stop(root)
    stale = f"{os.getpid()}\n{place.find(root).data}\n"
    (place.find(root).data / "postmaster.pid").write_text(stale)
    (root / "valkey" / "valkey.pid").write_text(f"{os.getpid()}\n")
    embedded.start(root)
    assert embedded.running(root)


def test_an_interrupted_first_start_is_begun_again(root: Path) -> None:
    half = place.find(root).data.with_name("pg.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    embedded.start(root)
    assert not half.exists()


def test_a_port_taken_meanwhile_is_exchanged(root: Path) -> None:
    embedded.start(root)
    embedded.stop(root)
    ports = state.load(root).ports
    with (
        socket.create_server(("127.0.0.1", ports["postgres"])),
        socket.create_server(("127.0.0.1", ports["valkey"])),
    ):
        services = embedded.start(root)
        assert embedded.running(root) == services
        assert not set(state.load(root).ports.values()) & set(ports.values())


def test_a_port_taken_between_choosing_and_binding_is_exchanged(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        really_free = process.free_port
        choices = iter([other.getsockname()[1]])
        monkeypatch.setattr(process, "free_port", lambda: next(choices, None) or really_free())
        for part in state.BOTH:
            choices = iter([other.getsockname()[1]])
            embedded.start(root, [part])
        assert embedded.running(root)


def test_only_the_server_asked_for_is_started(root: Path) -> None:
    services = embedded.start(root, [state.VALKEY])
    assert services.redis_url
    assert services.database_url == services.database_owner_url == ""
    assert not (root / "pg").exists()
    assert embedded.running(root) == services


def test_nothing_runs_where_nothing_was_started(tmp_path: Path) -> None:
    assert embedded.running(tmp_path / "nowhere") is None
    embedded.stop(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_deep_folder_is_no_obstacle(folder: Path) -> None:
    deep = folder / ("deep" * 30) / "var with spaces"
    try:
        assert embedded.running(deep) is None
        assert embedded.start(deep) == embedded.running(deep)
    finally:
        embedded.stop(deep)

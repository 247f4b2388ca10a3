"""The import ranks of the design, read off the syntax trees: each module imports only downward."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("factcheck", "sources", "claims")
# Longest match wins. What the frame lends to models and errors (ids, env) has no domain words and is at the bottom.
RANKS = {
    "factcheck": 6,
    "factcheck.ids": 0,
    "factcheck.env": 0,
    "factcheck.deadline": 0,
    "factcheck.heartbeat": 0,
    "factcheck.outside": 0,
    "factcheck.sealed": 0,
    "factcheck.log": 1,
    "factcheck.access": 1,
    "factcheck.notices": 1,
    "factcheck.notices.tasks": 4,
    "sources.errors": 0,
    "sources.text": 0,
    "sources.models": 1,
    "sources.search": 1,
    "sources.scratch": 1,
    "sources.engines": 2,
    "sources.services": 3,
    "sources.signals": 3,
    "sources.dispatch": 4,
    "sources.tasks": 4,
    "sources.admin": 5,
    "sources.apps": 5,
    "claims.errors": 0,
    "claims.status": 0,
    "claims.pipeline": 0,
    "claims.models": 1,
    "claims.search": 1,
    "claims.records": 1,
    "claims.engines": 2,
    "claims.services": 3,
    "claims.signals": 3,
    "claims.tasks": 4,
    "claims.telling": 4,
    "claims.predictions": 5,
    "claims.admin": 5,
    "claims.api": 5,
    "claims.mcp": 5,
    "claims.site": 5,
    "claims.site.claimreview": 0,
    "claims.management": 5,
    "claims.apps": 5,
}


def modules() -> Iterator[tuple[str, Path]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if ".migrations" not in name:
                yield name, path


def rank(module: str) -> int:
    parts = module.split(".")
    known = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next(RANKS[name] for name in known if name in RANKS)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = (ROOT / whole.replace(".", "/")).is_dir() or (
                    ROOT / (whole.replace(".", "/") + ".py")
                ).is_file()
                yield whole if is_module else str(node.module)


def ours(path: Path) -> Iterator[str]:
    return (name for name in imports(path) if name.split(".")[0] in APPS)


@pytest.mark.parametrize(("module", "path"), list(modules()))
def test_a_module_imports_only_downward(module: str, path: Path) -> None:
    upward = [name for name in ours(path) if rank(name) > rank(module)]
    assert not upward, f"{module} (rank {rank(module)}) imports upward: {upward}"


@pytest.mark.parametrize(("module", "path"), [pair for pair in modules() if pair[0].startswith("sources")])
def test_sources_has_never_heard_of_a_claim(module: str, path: Path) -> None:
    assert not [name for name in ours(path) if name.startswith("claims")]


@pytest.mark.parametrize(
    ("module", "path"),
    [p for p in modules() if p[0].startswith(("factcheck.log", "factcheck.access", "factcheck.notices"))],
)
def test_log_access_and_notices_know_neither_claims_nor_sources(module: str, path: Path) -> None:
    assert not [name for name in ours(path) if name.startswith(("claims", "sources"))]


# People decide: these doors let a person in. `load_sample` acts as the sample reviewer.
DECIDERS = (
    "claims.admin",
    "claims.api",
    "claims.services.decide",
    "claims.services.second_person",
    "claims.management.commands.load_sample",
)


@pytest.mark.parametrize(("module", "path"), [p for p in modules() if not p[0].startswith(DECIDERS)])
def test_machine_code_never_imports_decide(module: str, path: Path) -> None:
    assert not {"claims.services.decide", "claims.services.second_person"} & set(imports(path))


@pytest.mark.parametrize(("module", "path"), [p for p in modules() if p[0].startswith("claims.pipeline")])
def test_the_pipeline_is_pure(module: str, path: Path) -> None:
    """No ORM, no settings, no I/O: dataclasses in and out."""
    allowed = ("claims.pipeline", "claims.status", "claims.errors", "sources.text", "sources.errors")
    impure = [name for name in ours(path) if not name.startswith(allowed)]
    impure += [name for name in imports(path) if name.split(".")[0] in {"django", "celery", "psycopg", "redis", "os"}]
    assert not impure

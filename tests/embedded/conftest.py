import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factcheck import embedded


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every account can enter, as tmp_path is not where root runs the tests."""
    path = Path(tempfile.mkdtemp(prefix="factcheck-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as path:
        yield path


@pytest.fixture(scope="package")
def shared() -> Iterator[Path]:
    """Servers run here already, for tests that leave them as they are."""
    with open_folder() as path:
        embedded.start(path)
        yield path
        embedded.stop(path)


@pytest.fixture
def root(folder: Path) -> Iterator[Path]:
    """Where servers of its own may run; they are stopped afterwards."""
    yield folder / "var"
    embedded.stop(folder / "var")

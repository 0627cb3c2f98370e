"""One demo portal for a whole test run: built once, served on loopback, never written to again."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from harness import ROOT
from mingbai.publish import Inputs, publish
from mingbai.serve import server

# A slow machine is not a fault: properties are about values, time has tests of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@dataclass(frozen=True)
class Portal:
    """A built portal and where it is served. kinds: one rooted url for each template in use."""

    output: Path
    address: str
    examples: dict[str, str]


def _build_once(folder: Path) -> Path:
    """Build the demo county unless another worker of this run has done it."""
    output = folder / "demo-site"
    with (folder / "demo-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        publish(
            Inputs(ROOT / "data", ROOT / "content", ROOT / "theme", ROOT / "pelicanconf.py", ""),
            output,
        )
    return output


def _examples() -> dict[str, str]:
    """The first page of each template, as the road yields them."""
    from mingbai import build  # only the tests of the site pay for it

    found: dict[str, str] = {}
    for page in build.build(ROOT / "data").pages():
        found.setdefault(page.template, page.url)
    return found | {"prose.html": "/how-to-read/", "notices.html": "/notices/"}


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands under test keep their verdicts in the run's own folder, not in the user's."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo portal, served."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    output = _build_once(shared)
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield Portal(output, f"http://127.0.0.1:{httpd.server_port}", _examples())
    httpd.shutdown()

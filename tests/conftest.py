"""What tests of a whole run share: builds, and one demo portal that is served on loopback."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sizes
from harness import ROOT
from mingbai.serve import server
from shared import Shared

sizes.load()


@dataclass(frozen=True)
class Portal:
    """A built portal and where it is served.

    examples: (template, rooted url) of one page of each template in use, of ten in deep tests.
    """

    output: Path
    address: str
    examples: tuple[tuple[str, str], ...]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is marked `deep` is left out of every other profile, and said to be."""
    if sizes.PROFILE != "deep":
        for item in items:
            if item.get_closest_marker("deep"):
                item.add_marker(pytest.mark.skip(reason="only with HYPOTHESIS_PROFILE=deep"))


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands under test keep their verdicts in the run's own folder, not in the user's."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What is made once in a run."""
    process = tmp_path_factory.getbasetemp()
    run = process.parent if "PYTEST_XDIST_WORKER" in os.environ else process
    (run / "shared").mkdir(exist_ok=True)
    return Shared(tmp_path_factory.mktemp("shared-data"), run / "shared")


def _examples(pages: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The first pages of each template; of prose a long one, of notices their list."""
    urls: dict[str, list[str]] = {"prose.html": ["/how-to-read/"], "notices.html": ["/notices/"]}
    for template, url in pages:
        of_template = urls.setdefault(template, [])
        if len(of_template) < sizes.times(1) and url not in of_template:
            of_template.append(url)
    return tuple((template, url) for template, some in urls.items() for url in some)


@pytest.fixture(scope="session")
def portal(shared: Shared) -> Iterator[Portal]:
    """The demo portal, served."""
    data = ROOT / "data"
    output = shared.published(data)
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{httpd.server_port}"
    yield Portal(output, address, _examples(shared.published_pages(data)))
    httpd.shutdown()

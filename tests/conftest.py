"""What tests of a whole run share: builds, and one demo portal that is served on loopback."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
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


def _write_examples(shared: Shared, file: Path) -> None:
    """The first pages of each template, as the demo county yields them."""
    urls: dict[str, list[str]] = {"prose.html": ["/how-to-read/"], "notices.html": ["/notices/"]}
    for page in shared.site(ROOT / "data").pages():
        of_template = urls.setdefault(page.template, [])
        if len(of_template) < sizes.times(1):
            of_template.append(page.url)
    examples = [(template, url) for template, some in urls.items() for url in some]
    file.write_text(json.dumps(examples), "utf-8")


@pytest.fixture(scope="session")
def portal(shared: Shared) -> Iterator[Portal]:
    """The demo portal, served."""
    output = shared.published(ROOT / "data")
    examples = shared.folder("examples.json", lambda file: _write_examples(shared, file))
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield Portal(
        output,
        f"http://127.0.0.1:{httpd.server_port}",
        tuple((template, url) for template, url in json.loads(examples.read_text("utf-8"))),
    )
    httpd.shutdown()

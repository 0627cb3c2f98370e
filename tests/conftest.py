"""What tests of a whole run share: builds, and one demo portal that is served on loopback."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from xdist.remote import Producer

import scheduling
import sizes
from covering import PageParts, covering, page_parts
from harness import ROOT
from mingbai.page.addresses import file_name
from mingbai.serve import server
from shared import Shared

sizes.load()
os.environ["LC_ALL"] = "C.UTF-8"  # commands speak Chinese, whatever the machine speaks


@dataclass(frozen=True)
class Portal:
    """A built portal and where it is served.

    examples: (template, rooted url) of pages that show every template, component and state, and in
    deep tests of three pages a template.
    """

    output: Path
    address: str
    examples: tuple[tuple[str, str], ...]


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> scheduling.PieceScheduling:
    """Files go to processes whole, the longest first."""
    return scheduling.PieceScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a run on several processes stand in the order in which their pieces are given out.

    What is marked `deep` is left out of every other profile, and said to be.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = [items[at] for at in scheduling.in_order([item.nodeid for item in items])]
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


def _examples(parts: Sequence[PageParts]) -> tuple[tuple[str, str], ...]:
    """Pages that show every template, component and state, and in deep tests three a template."""
    examples = [(page.template, page.url) for page in covering(parts)]
    if sizes.PROFILE == "deep":
        of_template: dict[str, list[tuple[str, str]]] = {}
        for page in parts:
            of_template.setdefault(page.template, []).append((page.template, page.url))
        examples += [one for some in of_template.values() for one in some[:3]]
    return tuple(dict.fromkeys(examples))


@pytest.fixture(scope="session")
def portal(shared: Shared) -> Iterator[Portal]:
    """The demo portal, served."""
    data = ROOT / "data"
    output = shared.published(data)
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{httpd.server_port}"
    parts = [
        page_parts(template, url, (output / file_name(url)).read_text("utf-8"))
        for template, url in shared.published_pages(data)
    ]
    yield Portal(output, address, _examples(parts))
    httpd.shutdown()

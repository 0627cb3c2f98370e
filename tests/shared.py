"""What several tests look at, made once by what it is made from: data folders, checks, sites.

`Shared` keeps what Python objects are in the memory of one process, and what files are in a folder
of all processes of a run, behind a lock. Nothing of it may be changed. A test that spoils data lays
a folder of its own (`harness.data_folder`), one that publishes over a site copies it.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from harness import ROOT, data_folder
from mingbai import build
from mingbai.build import Checked
from mingbai.kinds import KINDS
from mingbai.model import Kind, Page, Site
from mingbai.publish import Inputs, publish

T = TypeVar("T")


def inputs(data: Path) -> Inputs:
    """What the portal of a data folder is made from: our prose, theme and settings."""
    return Inputs(data, ROOT / "content", ROOT / "theme", ROOT / "pelicanconf.py", "")


def watched(made_from: Inputs, output: Path) -> tuple[Site, list[tuple[str, str]]]:
    """Publish, and say what was written: the Site, and (template, rooted url) of its pages."""
    from pelican import signals  # slow to import, not needed where nothing is published

    from mingbai.plugin import PortalGenerator

    sites: list[Site] = []
    pages: list[tuple[str, str]] = []

    def on_generators(generators: list[Any]) -> None:
        sites.extend(g.site for g in generators if isinstance(g, PortalGenerator))

    def on_page(_path: str, context: Mapping[str, Any]) -> None:
        pages.append((context["page"].template, context["page"].url))

    with (
        signals.all_generators_finalized.connected_to(on_generators),
        signals.content_written.connected_to(on_page),
    ):
        publish(made_from, output)
    (site,) = sites
    return site, pages


def _site_key(data: Path, kinds: Sequence[Kind]) -> tuple[Any, ...]:
    return ("site", data, tuple(kind.name for kind in kinds))


@dataclass(frozen=True)
class Shared:
    """process: a folder of this process alone. run: a folder of all processes of the run."""

    process: Path
    run: Path
    _memory: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)

    def data(self, kind: str, case: str = "good", others: tuple[str, ...] = ()) -> Path:
        """The data folder of one kind's case, with the good data of others."""
        folder = self.process / "-".join((kind, case, *others))
        key = ("data", kind, case, others)
        return self.once(key, lambda: data_folder(folder, kind, case, others))

    def checked(self, data: Path, kinds: Sequence[Kind] = KINDS) -> Checked:
        """What the check finds in a data folder that nobody changes."""
        key = ("check", data, tuple(kind.name for kind in kinds))
        return self.once(key, lambda: build.check(data, kinds))

    def site(self, data: Path, kinds: Sequence[Kind] = KINDS) -> Site:
        """The portal of a data folder that nobody changes."""
        key = _site_key(data, kinds)
        return self.once(key, lambda: build.site(self.checked(data, kinds), kinds))

    def pages(self, data: Path, kinds: Sequence[Kind] = KINDS) -> Mapping[str, Page]:
        """All pages of that portal by address, as the program yields them."""
        key = ("pages", data, tuple(kind.name for kind in kinds))
        return self.once(key, lambda: {page.url: page for page in self.site(data, kinds).pages()})

    def published(self, data: Path) -> Path:
        """The portal of a data folder as files, made by whichever process asks first."""
        return self._published(data)[0]

    def published_pages(self, data: Path) -> tuple[tuple[str, str], ...]:
        """(template, rooted url) of every page of that portal, prose too, as they were written."""
        pages = json.loads(self._published(data)[1].read_text("utf-8"))
        return tuple((template, url) for template, url in pages)

    def _published(self, data: Path) -> tuple[Path, Path]:
        """The portal as files, and the list of its pages.

        The process that publishes has then made the portal's `site`, too.
        """
        made_from = inputs(data)
        name = f"site-{made_from.fingerprint()[:16]}"

        def make(output: Path) -> None:
            site, pages = watched(made_from, output)
            self.once(_site_key(data, KINDS), lambda: site)
            (self.run / f"{name}.json").write_text(json.dumps(pages), "utf-8")

        return self.folder(name, make), self.run / f"{name}.json"

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """A folder or file of the run that `make` puts there as a whole, or not at all."""
        path = self.run / name
        with (self.run / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                make(path)
        return path

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What was made under that key in this process, or made now."""
        if key not in self._memory:
            self._memory[key] = make()
        value: T = self._memory[key]
        return value

"""What several tests look at, made once by what it is made from: data folders, checks, sites.

`Shared` keeps what Python objects are in the memory of one process, and what files are in a folder
of all processes of a run, behind a lock. Nothing of it may be changed. A test that spoils data lays
a folder of its own (`harness.data_folder`), one that publishes over a site copies it.
"""

from __future__ import annotations

import fcntl
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
        key = ("site", data, tuple(kind.name for kind in kinds))
        return self.once(key, lambda: build.site(self.checked(data, kinds), kinds))

    def pages(self, data: Path, kinds: Sequence[Kind] = KINDS) -> Mapping[str, Page]:
        """All pages of that portal by address, as the program yields them."""
        key = ("pages", data, tuple(kind.name for kind in kinds))
        return self.once(key, lambda: {page.url: page for page in self.site(data, kinds).pages()})

    def published(self, data: Path) -> Path:
        """The portal of a data folder as files, made by whichever process asks first."""
        made_from = inputs(data)
        return self.folder(
            f"site-{made_from.fingerprint()[:16]}", lambda output: publish(made_from, output)
        )

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

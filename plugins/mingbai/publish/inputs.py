"""All that a portal is made from -> how it looks, unread, and one sha256 over it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mingbai import fingerprints
from mingbai.publish import trees
from mingbai.publish.records import Stamp
from mingbai.publish.trees import Seen

if TYPE_CHECKING:
    from mingbai.model import Site


@dataclass(frozen=True)
class Inputs:
    """All that a portal is made from.

    as_of: an ISO date, or "" for the newest publication. overrides: a county's own files of the
    theme, each in the place of the one of its name; None where it has none.
    """

    data: Path
    content: Path
    theme: Path
    config: Path
    as_of: str
    overrides: Path | None = None

    def fingerprint(self) -> str:
        """Sha256 over every file of data, prose, theme and program, and the options."""
        return self.look().read({}).fingerprint

    def signature(self) -> str:
        """As `InputsSeen.signature` of how every file looks now, at less cost."""
        outlines = [trees.outline(root, f"{name}/") for name, root in self._folders.items()]
        outlines.append(trees.outline(fingerprints.PROGRAM, "program/", {fingerprints.COMPILED}))
        status = self.config.stat()
        config = f"config\n{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
        if not trees.is_settled(max(status.st_mtime_ns, *(one.newest_ns for one in outlines))):
            return ""
        lines = [*(line for one in outlines for line in one.lines), config]
        return fingerprints.words(*self._words, fingerprints.words(*lines))

    @property
    def _folders(self) -> dict[str, Path]:
        roots = {"data": self.data, "content": self.content, "theme": self.theme}
        return roots if self.overrides is None else {**roots, "overrides": self.overrides}

    @property
    def _words(self) -> tuple[str, ...]:
        """What a portal depends on besides files, the day first."""
        return (self.as_of, *fingerprints.installed())

    def look(self) -> InputsSeen:
        """How every file looks now, unread; nothing in data, prose or theme is left out."""
        roots = self._folders
        seen = {
            f"{name}/{path}": one
            for name, root in roots.items()
            for path, one in trees.scan(root).items()
        }
        program = trees.scan(fingerprints.PROGRAM, {fingerprints.COMPILED})
        seen |= {f"program/{path}": one for path, one in program.items()}
        status = self.config.stat()
        seen["config"] = Seen(status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino)
        folders = {**roots, "program": fingerprints.PROGRAM}
        return InputsSeen(folders, self.config, self._words, seen)


@dataclass(frozen=True)
class InputsRead:
    """fingerprint: sha256 over all inputs. stamps: of each file, by its path."""

    fingerprint: str
    stamps: Mapping[str, Stamp]


@dataclass(frozen=True)
class InputsSeen:
    """How the inputs looked at one moment.

    folders: by the first step of each path in `seen`. words: what they depend on besides files.
    """

    folders: Mapping[str, Path]
    config: Path
    words: tuple[str, ...]
    seen: Mapping[str, Seen]

    @property
    def signature(self) -> str:
        """Equal where nothing was changed since; "" where a change might not show yet."""
        if not trees.is_settled(max((one.mtime_ns for one in self.seen.values()), default=0)):
            return ""
        return fingerprints.words(*self.words, trees.signature(self.seen))

    def on(self, as_of: str) -> InputsSeen:
        """The same files, for a portal of another day."""
        return replace(self, words=(as_of, *self.words[1:]))

    def read(self, known: Mapping[str, Stamp]) -> InputsRead:
        """Read every file that does not look as it did when its stamp was made."""
        stamps = {
            path: self._stamp(path, one, known.get(path))
            for path, one in self.seen.items()
            if one.is_plain
        }
        return InputsRead(fingerprints.words(*self.words, *self._lines(stamps)), stamps)

    def _lines(self, stamps: Mapping[str, Stamp]) -> Iterator[str]:
        for path, one in self.seen.items():
            if path in stamps:
                yield f"{path}\n{stamps[path].digest}"
            elif not one.is_folder:
                yield f"{path}\n{one.mode}"  # a link, pipe or device: nothing is read of it
            else:
                yield f"{path}/"

    def _stamp(self, path: str, one: Seen, known: Stamp | None) -> Stamp:
        if known is not None and known[1:] == (one.size, one.mtime_ns, one.inode):
            return known
        digest = fingerprints.content(self._file(path))
        return Stamp(digest, one.size, one.mtime_ns, one.inode)

    def _file(self, path: str) -> Path:
        if path == "config":
            return self.config
        name, _, below = path.partition("/")
        return Path(os.fspath(self.folders[name]), below)


@dataclass(frozen=True)
class Prepared:
    """Inputs as they were read before their data was checked, and the site that they make."""

    read: InputsRead
    site: Site

"""The site that is served, its record -> Difference: what somebody changed in it since."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mingbai import fingerprints
from mingbai.history import manifest
from mingbai.publish import trees
from mingbai.publish.records import Stamp
from mingbai.publish.trees import FILE_MODE, FOLDER_MODE, Seen
from mingbai.sentences import Sentence


@dataclass(frozen=True)
class Difference:
    """path: below the site. what: how it differs, in words."""

    path: str
    what: str


def look(tree: Path) -> dict[str, Seen]:
    """How a site looks now, unread, its folder (`.`) too.

    Its signed note is no part of it, for it comes later.
    """
    seen = {".": Seen(tree.stat().st_mode, 0, 0, 0), **trees.scan(tree)}
    if manifest.NOTE in seen and seen[manifest.NOTE].is_plain:
        del seen[manifest.NOTE]
    return seen


def signature(tree: Path) -> str:
    """As `trees.signature` of how a site looks now, at less cost."""
    outline = trees.outline(tree)
    note = f"{manifest.NOTE}\n"
    lines = [line for line in outline.lines if not (line.startswith(note) and _is_plain(line))]
    return fingerprints.words(f".\n{tree.stat().st_mode} 0 0 0", *lines)


def _is_plain(line: str) -> bool:
    """Whether a line of an outline is that of a plain file."""
    return stat.S_ISREG(int(line.rpartition("\n")[2].partition(" ")[0]))


def stamps(seen: Mapping[str, Seen], digests: Mapping[str, str]) -> dict[str, Stamp]:
    """The files of a tree as they are left. digests: sha256 by path."""
    return {path: Stamp(digest, *seen[path][1:]) for path, digest in digests.items()}


def differences(
    tree: Path, seen: Mapping[str, Seen], files: Mapping[str, Stamp], *, is_read: bool = False
) -> Iterator[Difference]:
    """What is not as it was left: missing, extra, changed, of another mode, or no plain file.

    A file that was only touched is none. is_read: hash every file, whatever it looks like.
    """
    folders = _folders(files)
    for path in sorted(files.keys() | folders | seen.keys()):
        one = seen.get(path)
        if one is None:
            yield Difference(path, Sentence("不见了"))
        elif one.is_folder:
            if path not in folders:
                yield Difference(path, Sentence("多出来的文件夹"))
            elif one.mode != FOLDER_MODE:
                yield Difference(path, _mode(one))
        elif not one.is_plain:
            is_link = stat.S_ISLNK(one.mode)
            yield Difference(path, Sentence("是链接") if is_link else Sentence("不是普通文件"))
        elif path not in files:
            yield Difference(path, Sentence("多出来的文件"))
        elif one.mode != FILE_MODE:
            yield Difference(path, _mode(one))
        elif (is_read or files[path][1:] != one[1:]) and not _is_same(tree / path, files[path]):
            yield Difference(path, Sentence("内容改过"))


def _folders(paths: Iterable[str]) -> frozenset[str]:
    """Every folder that these paths lie in, and the topmost, `.`."""
    folders = {"."}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def _mode(one: Seen) -> str:
    return Sentence("权限改成了 {mode:o}", mode=stat.S_IMODE(one.mode))


def _is_same(file: Path, stamp: Stamp) -> bool:
    return fingerprints.content(file) == stamp.digest

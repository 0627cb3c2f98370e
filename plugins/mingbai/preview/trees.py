"""Two output folders -> every file that was added, changed or is gone; pages by their titles."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingbai import fingerprints
from mingbai.preview.consequences import Consequence, Move

_TITLE = re.compile(r"<title>([^<]*)</title>")
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class TreeDifference:
    """Files that differ, as POSIX paths below both folders, each sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def differences(before: Path, after: Path) -> TreeDifference:
    """What `diff -rq` says of two folders: byte for byte, every plain file."""
    old, new = set(fingerprints.files(before)), set(fingerprints.files(after))
    changed = (name for name in old & new if not _is_same(before / name, after / name))
    return TreeDifference(
        added=tuple(sorted(new - old)),
        changed=tuple(sorted(changed)),
        gone=tuple(sorted(old - new)),
    )


def pages(before: Path, after: Path, difference: TreeDifference) -> Iterator[Consequence]:
    """The pages among them; whoever follows a link to one that is gone finds nothing."""
    for move, root, name in _files(before, after, difference):
        if name.endswith(".html"):
            yield Consequence(
                id=name,
                move=move,
                words=f"{address(name)} {_title(root / name)}".rstrip(),
                url=address(name),
                is_bad=move is Move.GONE,
            )


def files(before: Path, after: Path, difference: TreeDifference) -> Iterator[Consequence]:
    """All others: downloads, feeds, parts of the search index, lists of files."""
    for move, _, name in _files(before, after, difference):
        if not name.endswith(".html"):
            yield Consequence(id=name, move=move, words=f"/{name}", url=f"/{name}")


def address(name: str) -> str:
    """`accounts/index.html` -> `/accounts/`."""
    return "/" + (name.removesuffix(_INDEX) if f"/{name}".endswith(f"/{_INDEX}") else name)


def _files(
    before: Path, after: Path, difference: TreeDifference
) -> Iterator[tuple[Move, Path, str]]:
    """Each file with the folder in which it can be read."""
    yield from ((Move.CHANGED, after, name) for name in difference.changed)
    yield from ((Move.GONE, before, name) for name in difference.gone)
    yield from ((Move.NEW, after, name) for name in difference.added)


def _is_same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    return one.read_bytes() == other.read_bytes()


def _title(page: Path) -> str:
    """The title of a page without the portal's name, which follows the last dot of all titles."""
    match = _TITLE.search(page.read_text("utf-8"))
    return html.unescape(match[1]).strip().rpartition(" · ")[0] if match else ""

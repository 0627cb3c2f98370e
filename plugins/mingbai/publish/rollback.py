"""An output -> the release before it, served again: `mingbai rollback`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mingbai import fingerprints
from mingbai.publish import places, releases, standing, swap
from mingbai.publish.publication import Say, silent, working
from mingbai.publish.records import Stamp, TreeRecords
from mingbai.publish.refusals import OutputRefused
from mingbai.sentences import Sentence

_READERS = 2  # hashing and reading let another thread run
_BATCHES = 32
_NAMED = 3  # files that are named


@dataclass(frozen=True)
class RolledBack:
    """site: where it stands. as_of: the day that it speaks of now. files: how many.

    remaining: how many releases are kept from before this one.
    """

    site: Path
    as_of: str
    files: int
    remaining: int


def rollback(output: Path, say: Say = silent) -> RolledBack:
    """Serve the release before the one that is served, after every byte of it was read.

    Raises OutputRefused where none is kept, or it is not as it was; the site stays as it is.
    """
    place = places.of(output)
    with working(place, say):
        earlier = releases.former(place) if place.live else []
        if not earlier:
            raise OutputRefused(
                Sentence(
                    "{output} 没有留着上一版，换不回去；从版本库取回旧数据再生成。", output=output
                )
            )
        header, tree = earlier[0]
        listing = TreeRecords(place.records).listing(tree)
        if listing is None:
            raise OutputRefused(Sentence("上一版的记录坏了，没有换；从版本库取回旧数据再生成。"))
        changed = _changed(tree, listing.files)
        if changed:
            names: object = changed
            if len(changed) > _NAMED:
                names = Sentence("{names} 等", names=changed[:_NAMED])
            raise OutputRefused(
                Sentence(
                    "上一版有 {count:,} 处和发布时不一样（{names}），没有换；"
                    "从版本库取回旧数据再生成。",
                    count=len(changed),
                    names=names,
                )
            )
        swap.sync(place.trees)
        releases.serve(place, tree)
    return RolledBack(place.site, header.as_of, header.files, len(earlier) - 1)


def _changed(tree: Path, files: Mapping[str, Stamp]) -> list[str]:
    """Paths of a former release that are not as they were when it was published."""
    changed_paths = {one.path for one in standing.differences(tree, standing.look(tree), files)}
    paths = [path for path in files if path not in changed_paths]

    def wrong(some: Sequence[str]) -> list[str]:
        return [path for path in some if fingerprints.content(tree / path) != files[path].digest]

    batches = [paths[start::_BATCHES] for start in range(_BATCHES)]
    with ThreadPoolExecutor(_READERS) as readers:
        return sorted(changed_paths.union(*readers.map(wrong, batches)))

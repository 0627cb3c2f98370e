"""Personal data that was published -> gone from every version that is kept (reason: the law).

In two steps, for what is compared must still be there. Before the release: corrections that do not
repeat what is taken away, and new salts, so that nobody can try out what stood there. After it:
a tombstone (digest, day, ground) in place of each former version of the package. The log holds
digests, posts and days only, and stays as it is.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.history import canonical_json, drafting, formers, log, sealing, versions
from mingbai.history.differences import Change
from mingbai.history.drafting import Grounds
from mingbai.schema import Schemas


@dataclass(frozen=True)
class Erasure:
    """What a step did. drafted: corrections written before the release; erased: versions after it.

    remaining: files of the data folder in which a word that must be gone still stands.
    """

    drafted: int
    erased: tuple[str, ...]
    remaining: tuple[str, ...]


def erase(
    root: Path,
    path: str,
    schemas: Schemas,
    why: Callable[[Change], Grounds],
    today: date,
    words: Sequence[str] = (),
) -> Erasure:
    """The next step for a package: drafts while it is not as the log has it, tombstones after.

    Raises DraftRefused where it cannot be compared with what was published.
    """
    entry = log.read(root).newest.get(path)
    one = drafting.sealed_package(root, path, schemas)
    if entry is not None and one is not None and one.seal.digest == entry.digest:
        former_versions = sorted((root / versions.FOLDER / path).glob("*"))
        former = [folder for folder in former_versions if folder.name != entry.digest]
        erased = tuple(_bury(root, folder, why, today) for folder in former if _is_whole(folder))
        return Erasure(0, erased, tuple(_remaining(root, words)))
    if entry is not None:
        formers.fetch(root, path, entry.digest, schemas)
    _renew_salts(root, path, schemas)
    drafted = drafting.correct(root, path, schemas, why, today)
    return Erasure(len(drafted), (), ())


def _is_whole(folder: Path) -> bool:
    """Whether a version is there, and not a tombstone."""
    return not (folder / versions.TOMBSTONE).exists()


def _bury(root: Path, folder: Path, why: Callable[[Change], Grounds], today: date) -> str:
    """Replace a former version by its tombstone; its folder below the data folder."""
    path = folder.relative_to(root).as_posix()
    reason = why(Change(path, "", "", folder.name, ""))
    stone = {
        "decided_by": reason.decided_by,
        "digest": folder.name,
        "ground": reason.reason,
        "on": today.isoformat(),
    }
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / versions.TOMBSTONE).write_bytes(canonical_json.dump(stone))
    return path


def _renew_salts(root: Path, path: str, schemas: Schemas) -> None:
    """Seal a package with new salts: what a former digest hid cannot be tried out any more."""
    file = root / path / versions.DESCRIPTOR
    document = json.loads(file.read_text("utf-8-sig"))
    for resource in document["resources"]:
        resource.pop("salt", None)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    sealing.seal_folder(root, {path.partition("/")[0]: schemas}, [path])


def _remaining(root: Path, words: Sequence[str]) -> Iterator[str]:
    """Files below the data folder in whose bytes one of the words stands."""
    wanted = [word.encode() for word in words if word]
    for file in sorted(root.rglob("*")):
        if wanted and file.is_file() and not file.is_symlink():
            body = file.read_bytes()
            if any(word in body for word in wanted):
                yield file.relative_to(root).as_posix()

"""What was rendered -> a tree that can be served: its manifest, shared bytes, modes, its record."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from mingbai import fingerprints
from mingbai.history import manifest
from mingbai.publish import standing, trees
from mingbai.publish.inputs import InputsRead, InputsSeen
from mingbai.publish.places import EDITION
from mingbai.publish.records import Header, Listing, Record, Stamp
from mingbai.publish.store import Store
from mingbai.publish.trees import Seen


def seal(
    tree: Path, store: Store, written: Mapping[str, Stamp], shared: Mapping[str, Stamp]
) -> tuple[dict[str, str], dict[str, Seen]]:
    """Write the manifest and let every file share its bytes.

    Give the sha256 of each file, by path, and how the tree looks then, as `standing.look` says it.

    written: files that were hashed on their way; what looks as it was left is not hashed again.
    shared: files that share their bytes already; those of them that are in the tree stay as they
    are.
    """
    (tree / EDITION).stat()  # a tree without it is no site
    digests: dict[str, str] = {}
    sealed: set[str] = set()
    (tree / manifest.NAME).touch()  # so that it has its place among the others
    left = standing.look(tree)
    for path, seen in left.items():
        if path == manifest.NAME:
            continue
        stamp = written.get(path)
        if stamp is not None and stamp[1:] == seen[1:]:
            digests[path] = stamp.digest
        elif seen.is_plain:
            digests[path] = fingerprints.content(tree / path)
        if stamp is not None and seen.mode == trees.FILE_MODE and stamp == shared.get(path):
            sealed.add(path)
    (tree / manifest.NAME).write_bytes(manifest.write(digests))
    digests[manifest.NAME] = fingerprints.content(tree / manifest.NAME)
    for path, digest in digests.items():
        if path not in sealed:
            store.keep(tree / path, digest)
            left[path] = trees.look(tree / path)
    return digests, left


def record(
    tree: Path,
    digests: Mapping[str, str],
    left: dict[str, Seen],
    inputs: tuple[InputsSeen, InputsRead],
    sequence: int,
) -> Record:
    """Set the modes of folders, then say how the tree is left; nothing in it changes afterwards.

    digests: sha256 by path. left: how it looks. inputs: what it was made from. sequence: of the
    release.
    """
    seen, read = inputs
    for path, one in left.items():
        if one.is_folder and one.mode != trees.FOLDER_MODE:
            (tree / path).chmod(0o755)
            left[path] = one._replace(mode=trees.FOLDER_MODE)
    header = Header(
        sequence=sequence,
        as_of=json.loads((tree / EDITION).read_text("utf-8"))["as_of"],
        inputs=read.fingerprint,
        inputs_seen=seen.signature,
        seen=trees.signature(left),
        files=len(digests),
        manifest=digests[manifest.NAME],
    )
    return Record(header, Listing(standing.stamps(left, digests), read.stamps))


def empty(tree: Path) -> None:
    """Delete what is in a tree."""
    for one in tree.iterdir():
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink()


def keep_note(tree: Path, live: Path | None) -> None:
    """Copy the note of the site that is served where it signs the very files of the new tree."""
    if live is None:
        return
    old, new = (folder / manifest.NAME for folder in (live, tree))
    note = live / manifest.NOTE
    if note.is_file() and old.is_file() and old.read_bytes() == new.read_bytes():
        shutil.copyfile(note, tree / manifest.NOTE)
        (tree / manifest.NOTE).chmod(0o644)

"""The files of a site -> the same compressed, for a server that hands them out as they are.

They are made when a site is sent, of what changed since it was sent last, and lie in the private
folder beside the output: a build takes no time for them, and a site has no byte of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from mingbai.history import compressed

_FILES, _INDEX = "files", "index.json"


class _FormsOf(TypedDict):
    """Of a file with this sha256, the sha256 of each form by its suffix."""

    of: str
    forms: dict[str, str]


@dataclass(frozen=True)
class CompressedForms:
    """folder: what stands at a target as `page.html.br` is here as such. sums: sha256 by path."""

    folder: Path
    sums: Mapping[str, str]

    def root(self, path: str, site: Path) -> Path:
        """The folder that has a path: this, or the site's."""
        return self.folder if path in self.sums else site


def compress(private: Path, site: Path, sums: Mapping[str, str]) -> CompressedForms:
    """The forms of every text of a site, made of those that changed. sums: its manifest."""
    private.mkdir(mode=0o700, exist_ok=True)
    folder, index = private / _FILES, private / _INDEX
    known = _read(index)
    texts = {path: digest for path, digest in sums.items() if compressed.is_text(path)}
    standing = {path: known[path] for path, digest in texts.items() if _is_of(known, path, digest)}
    index.unlink(missing_ok=True)  # what is written from here on is known when all of it is
    for path in known.keys() - standing.keys():
        for suffix in known[path]["forms"]:
            (folder / f"{path}{suffix}").unlink(missing_ok=True)
    new = [path for path in texts if path not in standing]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        made = dict(zip(new, workers.map(lambda path: _made(folder, site, path), new), strict=True))
    now = standing | {path: _FormsOf(of=texts[path], forms=forms) for path, forms in made.items()}
    part = index.with_suffix(".part")
    part.write_text(json.dumps(now, ensure_ascii=False, sort_keys=True), "utf-8")
    part.replace(index)
    return CompressedForms(folder, {p: s for p, s in _forms(now) if p not in sums})


def _made(folder: Path, site: Path, path: str) -> dict[str, str]:
    """Write the forms of a file, with its time; the sha256 of each by suffix."""
    source = site / path
    status = source.stat()
    digests: dict[str, str] = {}
    for suffix, form in compressed.forms(source.read_bytes()).items():
        place = folder / f"{path}{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(form)
        os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
        digests[suffix] = sha256(form).hexdigest()
    return digests


def _forms(index: Mapping[str, _FormsOf]) -> Iterator[tuple[str, str]]:
    for path, entry in index.items():
        yield from ((f"{path}{suffix}", digest) for suffix, digest in entry["forms"].items())


def _is_of(known: Mapping[str, _FormsOf], path: str, digest: str) -> bool:
    return path in known and known[path]["of"] == digest


def _read(index: Path) -> dict[str, _FormsOf]:
    """What was made before, by path; nothing where that is not known."""
    try:
        forms: dict[str, _FormsOf] = json.loads(index.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return forms

"""Pieces of a joined file -> its runs of bytes: those of the standing file, or made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from pathlib import Path

from mingbai.model import Download, Edition, JoinedFile, Task
from mingbai.tasks.record import Product


@dataclass(frozen=True)
class FileRun:
    """A run of bytes of a joined file. product: what the record says of it. body: gives it."""

    product: Product
    body: Callable[[], bytes]

    @property
    def size(self) -> int:
        """Bytes."""
        return int(self.product.document["size"])

    @property
    def sha256(self) -> str:
        """Of the run."""
        return str(self.product.document["sha256"])


def made(product: Product, body: bytes) -> FileRun:
    """A run that was made. product: with the key and what was read alone."""
    facts = {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    return FileRun(replace(product, document=facts), partial(bytes, body))


def standing(product: Product, file: Path) -> FileRun:
    """A run of the standing file, which is read when it is asked for."""
    first, size = int(product.document["first"]), int(product.document["size"])
    return FileRun(product, partial(_read, file, first, size))


def placed(runs: Sequence[FileRun]) -> Iterator[Product]:
    """What the record says of the runs of a file, with the byte where each begins."""
    firsts = accumulate((run.size for run in runs), initial=0)
    for run, first in zip(runs, firsts, strict=False):
        yield replace(run.product, document={**run.product.document, "first": first})


def joining(joined: JoinedFile, runs: Sequence[FileRun]) -> Task:
    """The task that writes the file; it is made where any run is another."""
    given = {"pieces": tuple(run.sha256 for run in runs)}
    return Task(joined.key, partial(_joined, joined, runs), given=given)


def _joined(joined: JoinedFile, runs: Sequence[FileRun], _: Edition) -> Iterator[Download]:
    bodies = [run.body() for run in runs]
    yield Download(joined.url, lambda: b"".join((*bodies, joined.end(bodies))))


def _read(file: Path, first: int, size: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(first)
        return opened.read(size)

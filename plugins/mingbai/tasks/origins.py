"""A value that one file is made from, and nothing else -> its digest: the same file if the same.

A task is made again as a whole; most of its files would have the bytes that they have. What is
equal here need not be rendered, written and hashed once more.
"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, field


def origin(value: object) -> str:
    """Sha256 over a value as it is pickled; TypeError or PicklingError for one that cannot be.

    Two values that differ have different digests. Two that are the same may have different ones (a
    set of other order): then a file is made once more than needed, never once too few.
    """
    into = _Hasher()
    pickler = pickle.Pickler(into, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # by value alone: whether two texts in it are one object does not count
    pickler.dump(value)
    return into.sha256.hexdigest()


@dataclass(frozen=True)
class _Hasher:
    """Stands for a file; what is written is hashed."""

    sha256: hashlib._Hash = field(default_factory=hashlib.sha256)

    def write(self, body: bytes) -> None:
        self.sha256.update(body)

"""A value that one file is made from, and nothing else -> its digest: the same file if the same.

A task is made again as a whole; most of its files would have the bytes that they have. What is
equal here need not be rendered, written and hashed once more.
"""

from __future__ import annotations

import hashlib
import pickle
from io import BytesIO


def origin(value: object) -> str:
    """Sha256 over a value as it is pickled; TypeError or PicklingError for one that cannot be.

    Two values that differ have different digests. Two that are the same may have different ones (a
    set of other order): then a file is made once more than needed, never once too few.
    """
    body = BytesIO()
    pickler = pickle.Pickler(body, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # by value alone: whether two texts in it are one object does not count
    pickler.dump(value)
    return hashlib.sha256(body.getbuffer()).hexdigest()

"""Lines by columns -> a file outside of memory, from which any run of lines is read back."""

from __future__ import annotations

import tempfile
from functools import cached_property
from typing import IO

import numpy as np
import numpy.typing as npt

from mingbai.tabular.text import TextColumn

_IN_MEMORY = 1_000_000


class StoredLines:
    """Lines of one form of a table: all are appended first, then read back by their numbers."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115  # lives as this does
            max_size=_IN_MEMORY
        )
        self._starts = [np.zeros(1, np.int64)]

    def append(self, lines: TextColumn) -> None:
        """More lines, behind those that are there."""
        slices = lines.slices()
        self._starts.append(self._file.tell() + np.asarray(slices.starts[1:], np.int64))
        self._file.write(slices.data)

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """The octet where each line begins, and the end of the last."""
        return np.concatenate(self._starts)

    def octets(self, first: int, last: int) -> int:
        """The size of lines first … last-1."""
        return int(self.starts[last] - self.starts[first])

    def read(self, first: int, last: int) -> bytes:
        """Lines first … last-1."""
        self._file.seek(int(self.starts[first]))
        return self._file.read(self.octets(first, last))

"""Log -> `/log/checkpoint`, the tiles of every checkpoint, `log.jsonl`, the public keys."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.history import served, signatures
from mingbai.model import Download, Edition
from mingbai.page import FileLink

_FOLDER = "/log/"
_OFFERED = {
    served.CHECKPOINT: "检查点 checkpoint",
    served.LOG: "日志全文 log.jsonl",
    served.KEYS: "公钥 keys.json",
}


def downloads(edition: Edition) -> Iterator[Download]:
    """Every file of the log, below `/log/`; none before the first release."""
    for path, make in served.files(edition.log, signatures.registered(edition.county)):
        yield Download(_FOLDER + path, make)


def links(edition: Edition) -> tuple[FileLink, ...]:
    """What a reader may want of them, with their sizes."""
    keys = signatures.registered(edition.county)
    bodies = {path: make for path, make in served.files(edition.log, keys) if path in _OFFERED}
    return tuple(
        FileLink(words, _FOLDER + path, len(bodies[path]())) for path, words in _OFFERED.items()
    )

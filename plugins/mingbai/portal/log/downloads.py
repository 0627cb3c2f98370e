"""Log -> `/log/checkpoint`, the tiles of every checkpoint, `log.jsonl`, the public keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mingbai.county import County
from mingbai.history import canonical_json, signatures, tiles
from mingbai.history.log import Log
from mingbai.model import Download, Edition
from mingbai.page import FileLink

_FOLDER = "/log/"
CHECKPOINT_URL = f"{_FOLDER}checkpoint"
LOG_URL = f"{_FOLDER}log.jsonl"
KEYS_URL = f"{_FOLDER}keys.json"


def downloads(edition: Edition) -> Iterator[Download]:
    """Every file of the log, below `/log/`; none before the first release."""
    log = edition.log
    if log.checkpoint is None:
        return
    yield Download(CHECKPOINT_URL, partial(bytes, log.checkpoint.file))
    for checkpoint in log.checkpoints:
        yield Download(f"{_FOLDER}checkpoints/{checkpoint.size}", partial(bytes, checkpoint.file))
    for tile in tiles.tiles(checkpoint.size for checkpoint in log.checkpoints):
        yield Download(_FOLDER + tile.path, partial(tiles.body, tile, log.tree))
        if tile.level == 0:
            yield Download(_FOLDER + tile.bundle_path, partial(tiles.bundle, tile, log.lines))
    yield Download(LOG_URL, partial(_log_file, log))
    yield Download(KEYS_URL, partial(_keys_file, edition.county))


def links(edition: Edition) -> tuple[FileLink, ...]:
    """What a reader may want of them, with their sizes."""
    log = edition.log
    assert log.checkpoint is not None  # there are pages of a released log only
    return (
        FileLink("检查点 checkpoint", CHECKPOINT_URL, len(log.checkpoint.file)),
        FileLink("日志全文 log.jsonl", LOG_URL, len(log.file)),
        FileLink("公钥 keys.json", KEYS_URL, len(_keys_file(edition.county))),
    )


def _log_file(log: Log) -> bytes:
    return log.file


def _keys_file(county: County) -> bytes:
    """Every key with its days: `[{"since":…,"until":…,"vkey":…}]`."""
    keys = [
        {
            "since": known.since.isoformat(),
            "until": known.until.isoformat() if known.until else None,
            "vkey": known.key.text,
        }
        for known in signatures.registered(county)
    ]
    return canonical_json.dump(keys) + b"\n"

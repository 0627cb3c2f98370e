"""Log + keys -> the files below `/log/`: what the portal publishes and what `verify` expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from mingbai.history import canonical_json, signatures, tiles
from mingbai.history.log import Log
from mingbai.history.signatures import LogKey

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints/"
LOG = "log.jsonl"
KEYS = "keys.json"
TILES = "tile/"


def files(log: Log, keys: Sequence[LogKey]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """(path below `/log/`, its bytes when asked for) of a sound log; none before a release."""
    if log.checkpoint is None:
        return
    yield CHECKPOINT, partial(bytes, log.checkpoint.file)
    for checkpoint in log.checkpoints:
        yield f"{CHECKPOINTS}{checkpoint.size}", partial(bytes, checkpoint.file)
    for tile in tiles.tiles(checkpoint.size for checkpoint in log.checkpoints):
        yield tile.path, partial(tiles.body, tile, log.tree)
        if tile.level == 0:
            yield tile.bundle_path, partial(tiles.bundle, tile, log.lines)
    yield LOG, lambda: log.file
    yield KEYS, partial(keys_file, keys)


def keys_file(keys: Sequence[LogKey]) -> bytes:
    """Every key with its days: `[{"since":…,"until":…,"vkey":…}]`, and a line feed."""
    return canonical_json.dump([key.document for key in keys]) + b"\n"


def parse_keys(content: bytes) -> tuple[LogKey, ...]:
    """The keys of a file that `keys_file` wrote; raises NotCanonical or NotAKey."""
    document = canonical_json.load(content.removesuffix(b"\n"))
    keys = tuple(signatures.parse(one) for one in document) if isinstance(document, list) else ()
    if keys_file(keys) != content:
        raise canonical_json.NotCanonical("no list of keys")
    return keys

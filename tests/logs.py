"""Logs of made-up versions, and keys that are made of their names, for the tests of history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from mingbai.history import checkpoints, log, merkle, notes
from mingbai.history.log import Entry
from mingbai.history.notes import SignerKey

ORIGIN = "mingbai.example/log"
FIRST_DAY = date(2026, 7, 10)


def digest(*words: object) -> str:
    """A digest that stands for those words."""
    return sha256(repr(words).encode()).hexdigest()


def key(name: str = ORIGIN, seed: str = "a key") -> SignerKey:
    """The key of a seed: the same in every run."""
    return SignerKey(name, sha256(seed.encode()).digest())


def entry(number: int) -> Entry:
    """The first version of a package of its own, released on a day of its own."""
    day = FIRST_DAY + timedelta(days=number)
    return Entry(
        action="publish",
        approved_by="财政所所长",
        digest=digest("version", number),
        form=1,
        kind="accounts",
        period=f"{2000 + number // 12 % 100}-{number % 12 + 1:02d}",
        published=day,
        publisher=f"town-{number // 1200}",
        released=day,
        replaces=None,
        root=digest("rows", number),
        rows=number,
    )


def corrected(former: Entry, day: date) -> Entry:
    """The version that replaces another."""
    return replace(
        former,
        action="correct",
        digest=digest("after", former.digest),
        replaces=former.digest,
        released=day,
    )


def entries(count: int) -> tuple[Entry, ...]:
    """The first entries, each of another package."""
    return tuple(entry(number) for number in range(count))


def lay(
    root: Path,
    found: tuple[Entry, ...],
    sizes: tuple[int, ...] = (),
    keys: tuple[SignerKey, ...] = (),
    origin: str = ORIGIN,
) -> Path:
    """A data folder with that log, a checkpoint at each size and at the end, signed by `keys`."""
    lines = [log.line(e) for e in found]
    (root / log.CHECKPOINTS).mkdir(parents=True, exist_ok=True)
    (root / log.PATH).write_bytes(b"".join(line + b"\n" for line in lines))
    tree = merkle.tree(lines)
    for size in {*sizes, len(found)} - {0}:
        text = checkpoints.Checkpoint(origin, size, tree.root(size)).text
        content = notes.signed(text, keys) if keys else text.encode()
        (root / log.CHECKPOINTS / str(size)).write_bytes(content)
    return root

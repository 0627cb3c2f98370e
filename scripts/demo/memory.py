"""Data folder + slips -> its memory: what was released day by day, corrected later, and signed.

What `mingbai release` does on each day of a real county, done here for all days in their order, by
the same functions. The checkpoints are signed with a key that is published: it proves nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from demo import packages
from demo.signing import signer
from demo.slips import Slip
from mingbai import build
from mingbai.history import (
    corrections,
    drafting,
    erasing,
    gate,
    log,
    releasing,
    sealing,
    versions,
    withdrawing,
)
from mingbai.history.drafting import Grounds
from mingbai.history.sealing import Salts
from mingbai.history.standings import PackageStanding
from mingbai.kinds import KINDS
from mingbai.read import Tables, package, tables
from mingbai.schema import Schemas

SCHEMAS: Mapping[str, Schemas] = build.schemas_of(KINDS)
Standings = Mapping[str, PackageStanding]


def remember(
    data: Path, slips: Sequence[Slip], first_release: date, site_url: str, salts: Salts
) -> None:
    """Write `data/history` for sealed packages: each is released on the day it was published.

    What is older than the first release enters the log on that day. A package with a slip is
    released as it was, and once more on the day on which it was put right, with its corrections.
    """
    by_path = {slip.path: slip for slip in slips}
    standings = _standings(data, tuple(SCHEMAS), first_release)
    days: dict[date, list[PackageStanding]] = {}
    for path, standing in standings.items():
        slip = by_path.get(path)
        is_changed = slip is not None and not slip.is_withdrawn
        released = _former(data, slip, salts) if slip and is_changed else standing
        days.setdefault(max(standing.package.published, first_release), []).append(released)
    for slip in slips:
        days.setdefault(max(slip.corrected, first_release), [])
    key = signer(site_url)
    for day in sorted(days):
        of_day = {standing.package.path: standing for standing in days[day]}
        put_right = [slip for slip in slips if max(slip.corrected, first_release) == day]
        for slip in put_right:
            make = _withdrawn if slip.is_withdrawn else _corrected
            with _alone(data, slip.path) as root:
                of_day[slip.path] = make(root, slip, day)
        releasing.release(data, of_day, day, key.name, (key,))
        for slip in put_right:
            if slip.reason == corrections.ERASURE:
                with _alone(data, slip.path) as root:
                    _erase(root, slip, day)


def _read(data: Path, kind: str) -> Tables:
    packages, _ = package.find(data, {kind: SCHEMAS[kind]})
    read, _ = tables.read(SCHEMAS[kind], [one for one in packages if one.kind == kind])
    return read


def _standings(data: Path, kinds: Sequence[str], day: date, below: str = "") -> Standings:
    """How the packages of these kinds stand to the log as it is now.

    below: the package whose issues count (ValueError), all where it is "": others may wait for
    their corrections still.
    """
    by_kind = {kind: _read(data, kind) for kind in kinds}
    memory = gate.check(data, by_kind, log.read(data), day)
    for issue in memory.issues:
        if issue.path.startswith(below):
            raise ValueError(f"{issue.path}: {issue.code}: {issue.found}")
    return memory.standings


@contextmanager
def _alone(data: Path, path: str) -> Iterator[Path]:
    """A data folder with one package, its former versions and the log: no other need be read.

    What becomes of the package and its versions is put back at the end, never the log. The package
    must refer to no row of another package.
    """
    of_package = (path, f"{versions.FOLDER}/{path}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in (*of_package, log.CHECKPOINTS):
            if (data / part).exists():
                shutil.copytree(data / part, root / part)
        if (data / log.PATH).exists():
            shutil.copyfile(data / log.PATH, root / log.PATH)
        yield root
        for part in of_package:
            shutil.rmtree(data / part, ignore_errors=True)
            if (root / part).exists():
                shutil.copytree(root / part, data / part)


def _former(data: Path, slip: Slip, salts: Salts) -> PackageStanding:
    """The package as it was first published, kept as a former version."""
    kind = slip.former.kind
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        packages.write(slip.former, root)
        sealing.seal_folder(root, {kind: SCHEMAS[kind]}, {slip.path}, salts)
        former = drafting.sealed_package(root, slip.path, SCHEMAS[kind])
        if former is None:
            raise ValueError(f"{slip.path}: what was first published cannot be read")
        former.keep(data)
    return PackageStanding(former.package, former.seal, None)


def _corrected(data: Path, slip: Slip, day: date) -> PackageStanding:
    """The package as it is, with a line in its corrections for each change, and sealed."""
    kind = slip.former.kind
    grounds = _grounds(slip)
    drafting.correct(data, slip.path, SCHEMAS[kind], lambda _: grounds, day)
    return _standings(data, (kind,), day, below=slip.path)[slip.path]


def _withdrawn(data: Path, slip: Slip, day: date) -> PackageStanding:
    """The package after it was taken back: its descriptor, with the reason."""
    kind = slip.former.kind
    withdrawing.withdraw(data, slip.path, SCHEMAS[kind], _grounds(slip), day)
    return _standings(data, (kind,), day, below=slip.path)[slip.path]


def _erase(data: Path, slip: Slip, day: date) -> None:
    """Bury the version that said too much."""
    grounds, schemas = _grounds(slip), SCHEMAS[slip.former.kind]
    erasing.erase(data, slip.path, schemas, lambda _: grounds, day)


def _grounds(slip: Slip) -> Grounds:
    return Grounds(slip.reason, slip.words, slip.decided_by)

"""Data folder + slips -> its memory: what was released day by day, corrected later, and signed.

What `mingbai release` does on each day of a real county, done here for all days in their order, by
the same functions. The checkpoints are signed with a key that is published: it proves nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from demo import packages
from demo.signing import signer
from demo.slips import Slip
from mingbai import build
from mingbai.history import drafting, gate, log, releasing, sealing
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
        released = _former(data, slip, salts) if slip else standing
        days.setdefault(max(standing.package.published, first_release), []).append(released)
    for slip in slips:
        days.setdefault(max(slip.corrected, first_release), [])
    key = signer(site_url)
    for day in sorted(days):
        of_day = {standing.package.path: standing for standing in days[day]}
        for slip in slips:
            if max(slip.corrected, first_release) == day:
                of_day[slip.path] = _corrected(data, slip, day, salts)
        releasing.release(data, of_day, day, key.name, (key,))


def _read(data: Path, kind: str) -> Tables:
    found, _ = package.find(data, {kind: SCHEMAS[kind]})
    read, _ = tables.read(SCHEMAS[kind], [one for one in found if one.kind == kind])
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


def _former(data: Path, slip: Slip, salts: Salts) -> PackageStanding:
    """The package as it was first published, kept as a former version."""
    kind = slip.former.kind
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(data / kind, root / kind)
        shutil.rmtree(root / slip.path)
        packages.write(slip.former, root)
        sealing.seal_folder(root, {kind: SCHEMAS[kind]}, {slip.path}, salts)
        former = drafting.sealed_package(root, slip.path, SCHEMAS[kind])
        if former is None:
            raise ValueError(f"{slip.path}: what was first published cannot be read")
        former.keep(data)
    return PackageStanding(former.package, former.seal, None)


def _corrected(data: Path, slip: Slip, day: date, salts: Salts) -> PackageStanding:
    """The package as it is, with a line in its corrections for each change."""
    kind = slip.former.kind
    grounds = Grounds(slip.reason, slip.words, slip.decided_by)
    drafting.correct(data, slip.path, SCHEMAS[kind], lambda _: grounds, day)
    sealing.seal_folder(data, {kind: SCHEMAS[kind]}, {slip.path}, salts)
    return _standings(data, (kind,), day, below=slip.path)[slip.path]

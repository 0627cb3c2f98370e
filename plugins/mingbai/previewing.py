"""Data folder and a base (a revision of it, or another folder) -> Preview, from both portals.

Nothing is changed: a revision is read with `git archive` into a temporary folder, and both portals
are rendered there by `publish` itself, so that their difference is that of two published outputs.
Only the data is another; prose, theme and program are the present ones on both sides. Both are as
the next `mingbai release` would leave them, but for its signature: what readers will see.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mingbai import history
from mingbai.build import Checked, check, site
from mingbai.history.log import Entry
from mingbai.issues import DataInvalid, Issue, Severity
from mingbai.kinds import KINDS
from mingbai.preview import Preview, RenderedEdition, preview
from mingbai.publish import (
    Inputs,
    InputsRead,
    InputsSeen,
    Prepared,
    Tell,
    processes,
    publish,
    tell_terminal,
)
from mingbai.sentences import Sentence


class BaseRefused(Exception):
    """There is no such base, or no portal can be made of it. The message says why."""


def against(
    base: str,
    inputs: Inputs,
    site: Path | None = None,
    folder: Path | None = None,
    *,
    standing: Path | None = None,
    tell: Tell = tell_terminal,
) -> Preview:
    """What would change between a base and the present data, both on the day of the present one.

    base: a data folder, or a revision of the repository in which the data stands. folder: where
    both portals stay, `before` and `after`; what is there already from another preview is made use
    of. site: where the portal of the present data stays instead. standing: an output that may have
    been made of the base, so that little of it has to be made again. tell: is told on a terminal
    how far each of the portals is. Raises DataInvalid where the present data has errors,
    BaseRefused where the base cannot be used, OutputRefused where there is no room.
    """
    with tempfile.TemporaryDirectory(prefix="mingbai-preview-") as name:
        aside = folder or Path(name)
        former_data = _folder(base, inputs.data, Path(name))
        present = looked_at(inputs)
        county = present.checked.county
        if present.checked.has_errors or county is None:
            raise DataInvalid(present.checked.issues)
        present = present.on(county.as_of.isoformat())
        former = looked_at(replace(present.inputs, data=former_data))
        if former.checked.has_errors:
            raise BaseRefused(_errors(base, former.checked.issues))
        released, entries = as_released(former, Path(name) / "released-before")
        has_one_log = former.checked.log.lines == present.checked.log.lines
        first = entries if has_one_log else ()
        to_be, _ = as_released(present, Path(name) / "released-after", first)
        return preview(
            KINDS,
            _side(released, aside / "before", standing, tell=tell),
            _side(to_be, site or aside / "after", aside / "before", tell=tell),
            against=base,
        )


@dataclass(frozen=True)
class LookedAt:
    """Inputs of a portal, as they were before their data was checked."""

    inputs: Inputs
    seen: InputsSeen
    read: InputsRead
    checked: Checked

    def on(self, as_of: str) -> LookedAt:
        """The same for the day that an empty one stood for."""
        read = self.seen.on(as_of).read(self.read.stamps)
        return replace(self, inputs=replace(self.inputs, as_of=as_of), read=read)


def looked_at(inputs: Inputs) -> LookedAt:
    """Read and check the inputs of a portal."""
    seen = inputs.look()
    read = seen.read({})
    day = date.fromisoformat(inputs.as_of) if inputs.as_of else None
    return LookedAt(inputs, seen, read, check(inputs.data, as_of=day, prose=inputs.content))


def as_released(
    data: LookedAt, place: Path, first: Sequence[Entry] = ()
) -> tuple[LookedAt, tuple[Entry, ...]]:
    """(data with its log as a release of the same day would leave it, what it would add to it).

    Only then marks, feeds and the codes on paper are those that readers would see. The data as it
    is where it has no log yet, or nothing is new; else it is laid at `place`. first: what another
    side would add before.
    """
    checked, inputs = data.checked, data.inputs
    county, known = checked.county, checked.log.entries
    assert county is not None
    if not known or all(standing.is_released for standing in checked.standings.values()):
        return data, ()
    shutil.copytree(inputs.data, place)
    origin = history.checkpoints.origin_of(county.setting("site_url"))
    day = max(county.as_of, known[-1].released)
    entries = history.releasing.foreseen(place, checked.standings, day, origin, first)
    return looked_at(replace(inputs, data=place)), entries


def _side(
    data: LookedAt, output: Path, standing: Path | None = None, *, tell: Tell
) -> RenderedEdition:
    """The edition of data, and its portal as `mingbai build` publishes it.

    standing: a portal whose pages are taken where they would be the same.
    """
    portal = site(data.checked)
    published = publish(
        data.inputs,
        output,
        jobs=processes(data.inputs.data),
        standing=standing,
        prepared=Prepared(data.read, portal),
        tell=tell,
    )
    return RenderedEdition(portal.edition, published.site)


def _errors(base: str, issues: tuple[Issue, ...]) -> Sentence:
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    first = f"{errors[0].path}（{errors[0].code}）"
    return Sentence(
        "{base} 自己就有 {count:,} 个错误，生不成网站，没法比；第一个在 {first}。",
        base=base,
        count=len(errors),
        first=first,
    )


def _folder(base: str, data: Path, aside: Path) -> Path:
    """The data folder of a base: itself where it is one, else the revision unpacked in `aside`."""
    if Path(base).is_dir():
        return Path(base).resolve()
    target = aside / "data"
    _unpack(_commit(base, data), data, aside / "data.tar", target)
    return target


def _commit(base: str, data: Path) -> str:
    """The id of the commit that a revision names; a name that looks like an option is none."""
    asked = f"{base}^{{commit}}"
    done = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if done.returncode:
        raise BaseRefused(
            Sentence(
                "“{base}”不是数据文件夹，也不是 {data} 所在版本库里的版本。", base=base, data=data
            )
        )
    return done.stdout.decode().strip()


def _unpack(commit: str, data: Path, archive: Path, target: Path) -> None:
    """The data folder as it was in a commit."""
    done = _git(data, "archive", "--format=tar", f"--output={archive}", commit)
    if done.returncode:
        raise BaseRefused(
            Sentence(
                "版本 {commit} 里没有 {data} 这个数据文件夹。", commit=commit[:12], data=data.name
            )
        )
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
    except tarfile.TarError as fault:
        raise BaseRefused(
            Sentence("版本 {commit} 里有不能取出的文件：{fault}", commit=commit[:12], fault=fault)
        ) from fault
    archive.unlink()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git on the repository of a folder; BaseRefused where git is not installed."""
    program = shutil.which("git")
    if program is None:
        raise BaseRefused(Sentence("没有装 git，不能和版本比；可以和另一个数据文件夹比。"))
    command = [program, "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell

"""Inputs and the standing site -> a new site in an empty folder, by one process or several.

Each process reads and checks everything itself, then does the tasks that it is the first to come
to. Only the first writes what tells of all the others. Processes are spawned, never forked: polars
would hang.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingbai import fingerprints
from mingbai.publish.inputs import Inputs
from mingbai.publish.records import Stamp
from mingbai.sentences import Sentence

if TYPE_CHECKING:
    from mingbai.model import Site
    from mingbai.plugin import ShareOutcome
    from mingbai.tasks import TaskRecord

_LEAST_DATA = 32 << 20  # bytes
_LEAST_MEMORY = 2 << 30  # bytes a process, of a county of full size

Tell = Callable[[Sentence], None]


@dataclass(frozen=True)
class Rendered:
    """What a run did. record: of the new site. kept: keys of tasks that were not made again."""

    record: TaskRecord
    kept: frozenset[str]

    @property
    def files(self) -> dict[str, Stamp]:
        """Every file as it was written, by its name below the output folder."""
        of_tasks = (made.files for made in self.record.tasks.values())
        return {
            name: Stamp(file.sha256, file.size, file.mtime_ns, file.inode)
            for files in of_tasks
            for name, file in files.items()
        }


@dataclass(frozen=True)
class StandingSite:
    """A site that files may be taken from. record: where the record of its tasks lies."""

    tree: Path
    record: Path


def tell_terminal(line: Sentence) -> None:
    """Write a line of progress over the one before."""
    sys.stderr.write(line)
    sys.stderr.flush()


def render(
    inputs: Inputs,
    staging: Path,
    standing: StandingSite | None = None,
    jobs: int = 1,
    *,
    site: Site | None = None,
    tell: Tell = tell_terminal,
) -> Rendered:
    """Check the data and write the whole portal, with what is as it was in a standing site.

    jobs: how many processes; one is enough where most is kept. site: what the inputs make, where
    the data was checked already. tell: is told on a terminal how far it is. Raises DataInvalid.
    """
    from mingbai import tasks  # with pandas slow to import, not needed where nothing changed

    settings = {
        "PATH": str(inputs.content),
        "THEME": str(inputs.theme),
        "MINGBAI_OVERRIDES": str(inputs.overrides or ""),
        "OUTPUT_PATH": str(staging),
        "MINGBAI_DATA": str(inputs.data),
        "MINGBAI_AS_OF": inputs.as_of,
    }
    base = _base(inputs)
    record = tasks.load(standing.record) if standing else None
    is_known = record is not None and record.base == base
    start = _Start(standing.tree if standing else Path(os.devnull), record, base, site=site)
    helpers = 0 if is_known else jobs - 1
    outcome = _by_processes(inputs.config, settings, start, helpers=helpers, tell=tell)
    done = {made.key: made for made in outcome.made}
    return Rendered(tasks.TaskRecord(base, done, outcome.products), outcome.kept)


def remember(rendered: Rendered, path: Path, left: Mapping[str, Stamp]) -> None:
    """Put down the record of a site, for the next build. left: its files as they were left."""
    from mingbai import tasks

    done = {
        key: replace(made, files={name: tasks.LeftFile(*left[name]) for name in made.files})
        for key, made in rendered.record.tasks.items()
    }
    tasks.save(replace(rendered.record, tasks=done), path)


def processes(data: Path) -> int:
    """As many as there are cores; one where there is little data or little memory.

    Each process reads and checks everything: of a small county that is most of a build.
    """
    cores = len(os.sched_getaffinity(0))
    size = sum((data / name).lstat().st_size for name in fingerprints.files(data))
    return cores if size >= _LEAST_DATA and _memory() >= cores * _LEAST_MEMORY else 1


@dataclass(frozen=True)
class _Start:
    """What a process of a build begins with. site: as in `render`, only of the first process."""

    standing: Path
    record: TaskRecord | None
    base: str
    claims: Path | None = None
    site: Site | None = None


def _by_processes(
    config: Path, override: Mapping[str, str], start: _Start, *, helpers: int, tell: Tell
) -> ShareOutcome:
    if not helpers:
        return _run(config, override, start, others=list, tell=_progress(tell))
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(helpers, mp_context=context) as pool,
        # Gone before the pool is waited for: where this process fails, no helper goes on.
        tempfile.TemporaryDirectory(prefix="mingbai-claims-") as claims,
    ):
        shared = _Start(start.standing, start.record, start.base, Path(claims))
        futures: list[Future[ShareOutcome]] = [
            pool.submit(_run, config, override, shared) for _ in range(helpers)
        ]
        return _run(
            config,
            override,
            replace(shared, site=start.site),
            others=lambda: [future.result() for future in futures],
            tell=_progress(tell),
        )


def _run(
    config: Path,
    override: Mapping[str, str],
    start: _Start,
    others: Callable[[], list[ShareOutcome]] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> ShareOutcome:
    """Do the share of one process. others: as in `plugin.Share`."""
    from pelican import Pelican  # slow to import, not needed where nothing changed
    from pelican.log import init as init_logging
    from pelican.settings import read_settings

    from mingbai.plugin import Share

    share = Share(
        standing=start.standing,
        record=start.record,
        base=start.base,
        claims=start.claims,
        others=others,
        site=start.site,
    )
    if tell is not None:
        share.told = tell
    init_logging(level=logging.WARNING, fatal="warnings")
    settings: dict[str, Any] = {**override, "MINGBAI_SHARE": share}
    read = read_settings(str(config), override=settings)
    if override["MINGBAI_OVERRIDES"]:
        templates = str(Path(override["MINGBAI_OVERRIDES"], "templates"))
        read["THEME_TEMPLATES_OVERRIDES"] = [templates, *read["THEME_TEMPLATES_OVERRIDES"]]
    Pelican(read).run()
    assert share.outcome is not None
    return share.outcome


def _base(inputs: Inputs) -> str:
    """The digest of program, theme and settings."""
    overrides = (fingerprints.tree(inputs.overrides),) if inputs.overrides is not None else ()
    theme, config = fingerprints.tree(inputs.theme), inputs.config.read_text("utf-8")
    return fingerprints.words(fingerprints.program(), theme, config, *overrides)


def _progress(tell: Tell) -> Callable[[int, int], None] | None:
    """On a terminal a line that says how far it is and how long it may take; elsewhere nothing."""
    began = time.monotonic()

    def told(done: int, of: int) -> None:
        left = (time.monotonic() - began) * (of - done) / done
        end = "\n" if done == of else ""
        tell(
            Sentence(
                "\r做了 {done}/{of} 项，大约还要 {left:.0f} 秒  {end}",
                done=done,
                of=of,
                left=left,
                end=end,
            )
        )

    return told if sys.stderr.isatty() else None


def _memory() -> int:
    """Bytes that are free for processes; 0 where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 0
    values = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return int(values["MemAvailable"].split()[0]) * 1024 if "MemAvailable" in values else 0

"""CountyAnswers -> a county's folder: settings, registry and its workbook, prose, README, git."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from mingbai import history, home, workbook
from mingbai.kinds import CHOICES, DECLARED, KINDS
from mingbai.model import schemas_of
from mingbai.sentences import Sentence
from mingbai.starting import forges, hosting, origin, own_git, registry
from mingbai.starting.answers import CountyAnswers

FILES = Path(__file__).parent / "files"
WORKBOOKS = "工作簿"
_PROGRAM_ONLY = re.compile(r"[^。\n]*\(/decisions/\)[^。\n]*。")
"""A sentence that leads to the decisions of this program, which are not a county's own."""

_LAID = {  # file of a county -> what it is made from, below FILES
    home.SETTINGS: home.SETTINGS,
    "README.md": "README.md",
    ".gitignore": "gitignore",
    "theme/README.md": "theme.md",
}


class NotEmpty(Exception):
    """A county would be laid over files that are there already."""


@dataclass(frozen=True)
class Started:
    """A county that was laid. notes: what could not be done, and what that means."""

    folder: Path
    workbook: Path
    notes: tuple[str, ...]


def start(
    folder: Path,
    answers: CountyAnswers,
    day: date,
    *,
    program: str = "",
    wanted: Sequence[str] = (),
) -> Started:
    """Lay the folder of a county that has said what it must (`complaints`), and commit it.

    day: of its first registry. program: where the program is installed from, "" for where this one
    came from. wanted: forges whose files it gets. Raises NotEmpty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(Sentence("{folder} 里已经有东西了，没有动它；换一个名字。", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    words = {
        "name": answers.name,
        "format": str(home.FORMAT),
        "workbooks": WORKBOOKS,
        "workbook": f"{WORKBOOKS}/{_workbook_name(day.year)}",
        "year": str(day.year),
        "day": day.isoformat(),
        "organiser": answers.organiser or answers.government,
    }
    for name, source in _LAID.items():
        text = (FILES / source).read_text("utf-8")
        _write(folder / name, Template(text).substitute(words))
    _write(folder / hosting.NAME, hosting.nginx(answers.site_url))
    _write(folder / origin.REQUIREMENTS, origin.requirements(folder, program))
    _prose(folder / "content" / "pages", day)
    path = registry.lay(folder / "data", answers, day)
    history.sealing.seal_folder(folder / "data", schemas_of(KINDS), [path])
    for forge in wanted:
        forges.lay_forge(folder, forge)
    notes = own_git.begin(folder)
    return Started(folder, workbook_of(folder, day.year), notes)


def workbook_of(folder: Path, year: int) -> Path:
    """The registry as a workbook, with what is registered; raises FileExistsError."""
    reference, period = DECLARED.reference, str(year)
    out = folder / WORKBOOKS / _workbook_name(year)
    out.parent.mkdir(exist_ok=True)
    data, publisher = folder / "data", registry.PUBLISHER
    workbook.write_template(
        reference,
        period,
        out,
        CHOICES,
        names=workbook.names_for(data, KINDS, reference, publisher, period),
        rows=workbook.first_rows_of(data, KINDS, reference, publisher, period),
    )
    return out


def _workbook_name(year: int) -> str:
    return f"{DECLARED.reference.title}-{year}.xlsx"


def _prose(pages: Path, day: date) -> None:
    """The texts that a portal needs, dated by the day on which the county took them over."""
    for file in sorted(home.shipped("pages").glob("*.md")):
        text = _PROGRAM_ONLY.sub("", file.read_text("utf-8"))
        _write(pages / file.name, re.sub(r"(?m)^Date: .*$", f"Date: {day}", text, count=1))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")

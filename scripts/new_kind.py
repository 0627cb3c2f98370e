"""NAME 中文名 "English name" -> a new kind of disclosure, laid out and entered where it must be.

python scripts/new_kind.py petitions 信访事项 "Petitions"

It writes the kind's folder with one table, rule, scope and threshold on a `Register`, and its
fixtures; it enters the kind in KINDS, the threshold in the rule sets, the rule's English words in
en.po, and a line in the CHANGELOG. The files it starts from stand in scripts/kind/; `$name` in them
is the kind's name, NAME in a file's name too.
"""

from __future__ import annotations

import importlib
import keyword
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

import translations
from mingbai.kinds import DECLARED, KINDS
from mingbai.model import Kind
from mingbai.portal.doors import DOORS, FIXED

HERE = Path(__file__).resolve().parents[1]
TEMPLATES = HERE / "scripts/kind"
# A page of the portal is called as its template or its text.
PAGES = ("theme/templates", "content")
# Titles and names of this length still leave every line of the templates below 100 columns.
NAME_LENGTH, TITLE_LENGTH, TITLE_EN_LENGTH = 24, 24, 60
# The English of the rule that a new kind starts with.
ENGLISH = {
    "发生以后及时公开": "Published in time",
    "应在 {expected} 前公开，{found} 才公开": "Due by {expected}, published only on {found}",
    "以后按时公开；已经迟了的，照实公开。": (
        "Publish in time from now on; what is late already, publish as it is."
    ),
}


@dataclass(frozen=True)
class NewKind:
    """What a kind is called: its folder and address, its title in Chinese and in English."""

    name: str
    title: str
    title_en: str

    def fill(self, text: str) -> str:
        """A template with the names of this kind."""
        code = self.name.replace("_", "-")
        return Template(text).substitute(
            name=self.name, code=code, title=self.title, title_en=self.title_en
        )


def refusals(kind: NewKind) -> Iterator[str]:
    """Why a kind cannot be called so, in words; nothing if it can."""
    name = kind.name
    if not re.fullmatch("[a-z][a-z0-9_]+", name) or keyword.iskeyword(name):
        yield f"{name!r} is no identifier: lower-case letters, digits and _, first a letter"
    elif len(name) > NAME_LENGTH:
        yield f"{name!r} is longer than {NAME_LENGTH} characters"
    elif name in taken():
        yield f"{name!r} exists already: {taken()[name]}"
    if not re.fullmatch(r"[\w（）、·—]+", kind.title) or len(kind.title) > TITLE_LENGTH:
        yield f"the title must have 1 to {TITLE_LENGTH} characters and no spaces: {kind.title!r}"
    if not re.fullmatch(r"[\w ,'()-]+", kind.title_en) or len(kind.title_en) > TITLE_EN_LENGTH:
        yield f"the English title must have 1 to {TITLE_EN_LENGTH} letters: {kind.title_en!r}"


def taken() -> dict[str, str]:
    """Words that a kind cannot be called, and what they are: its address and scope are the same."""
    entrances = [url for url, _ in DOORS.values()] + [link.url or "" for link in FIXED]
    pages = [path.stem for folder in PAGES for path in (HERE / folder).glob("*.*")]
    reference = DECLARED.reference
    return {
        **dict.fromkeys(("kinds", "declared"), "a name in kinds/__init__.py"),
        **dict.fromkeys((*pages, *(u.strip("/") for u in entrances)), "a page of the portal"),
        **{schema.name: f"a table of {reference.name}" for schema in reference.schemas},
        **{scope.name: f"a scope of {kind.name}" for kind in KINDS for scope in kind.scopes},
        **{kind.name: "a kind" for kind in KINDS},
    }


def lay_out(kind: NewKind) -> Iterator[Path]:
    """Write the kind's folder and its fixtures from the templates."""
    for folder, target in (
        ("package", HERE / "plugins/mingbai/kinds" / kind.name),
        ("fixtures", HERE / "tests/kinds" / kind.name),
    ):
        for template in sorted((TEMPLATES / folder).rglob("*.txt")):
            place = template.relative_to(TEMPLATES / folder).with_suffix("")
            path = target / str(place).replace("NAME", kind.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(kind.fill(template.read_text("utf-8")), "utf-8")
            yield path


def enter(kind: NewKind) -> Iterator[Path]:
    """Enter the kind in every file that lists kinds, thresholds, rules or changes."""
    yield _edit(HERE / "plugins/mingbai/kinds/__init__.py", kind, _in_kinds)
    yield _edit(HERE / "CHANGELOG.md", kind, _in_changelog)
    for path in (
        HERE / "scripts/demo/rules.csv",
        *sorted((HERE / "data/registry").glob("*/*/rules.csv")),
        *sorted((HERE / "tests/kinds/registry").glob("*/*/*/rules.csv")),
    ):
        yield _edit(path, kind, _in_rule_set)
    yield _edit(HERE / "plugins/mingbai/report/locale/en.po", kind, _in_english)
    yield _edit(HERE / "content/decisions/0016-second-sources.md", kind, _in_second_sources)


def _edit(path: Path, kind: NewKind, edited: Callable[[str, NewKind], str]) -> Path:
    path.write_text(edited(path.read_text("utf-8"), kind), "utf-8")
    return path


def _in_kinds(text: str, kind: NewKind) -> str:
    """An import in its place, and the last of the kinds: last behind its door."""
    constant = kind.name.upper()
    lines = text.splitlines(keepends=True)
    imports = [i for i, line in enumerate(lines) if line.startswith("from mingbai.kinds.")]
    line = f"from mingbai.kinds.{kind.name} import KIND as {constant}\n"
    lines[imports[0] : imports[-1] + 1] = sorted([*(lines[i] for i in imports), line])
    end = lines.index(")\n", lines.index("KINDS: tuple[Kind, ...] = (\n"))
    return "".join([*lines[:end], f"    {constant},\n", *lines[end:]])


def _in_changelog(text: str, kind: NewKind) -> str:
    """The first line under the newest `### Pages`."""
    heading = "### Pages\n"
    return text.replace(heading, f"{heading}- {kind.title_en} ({kind.title}): a new kind.\n", 1)


def _in_rule_set(text: str, kind: NewKind) -> str:
    """The kind's thresholds with their defaults."""
    declared: Kind = importlib.import_module(f"mingbai.kinds.{kind.name}").KIND
    rows = [f"{t.key},{t.default},{t.unit},{t.meaning},本县确定\n" for t in declared.thresholds]
    return "".join([text, *rows])


def _in_english(text: str, kind: NewKind) -> str:
    """The English of the kind's rule, where the catalogue lacks it."""
    del kind
    entries = [
        translations.entry(message).replace('msgstr ""', f'msgstr "{ENGLISH[message]}"')
        for message in translations.missing("en")
        if message in ENGLISH
    ]
    return "\n".join([text, *entries])


def _in_second_sources(text: str, kind: NewKind) -> str:
    """Its columns, last: as laid out, none of them stands a second time."""
    return f"""{text}
## {kind.title} `{kind.name}`

| 表 | 栏 | 哪些行 | 第二处 | 没有第二处 |
|---|---|---|---|---|
| `{kind.name}` {kind.title} | `record_no` |  |  | 编号 |
| `{kind.name}` {kind.title} | `date` `agency` |  |  | 只在这里 |
"""


def main(words: list[str]) -> int:
    """Lay the kind out and enter it; say what was written, or why it cannot be called so."""
    if len(words) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    kind = NewKind(*words)
    reasons = list(refusals(kind))
    for reason in reasons:
        print(reason, file=sys.stderr)
    if reasons:
        return 2
    written = list(lay_out(kind))
    importlib.invalidate_caches()
    for path in (*written, *enter(kind)):
        print(path.relative_to(HERE))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

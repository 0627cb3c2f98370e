"""NAME -> a new kind's folder with one table, one rule, one page and its fixtures.

python scripts/new_kind.py petitions 信访事项 "Petitions"
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from textwrap import dedent

HERE = Path(__file__).resolve().parents[1]


def schema(name: str, title: str, title_en: str) -> str:
    """A Table Schema with a key of its own, a date and a text."""
    fields = [
        (
            "record_no",
            "编号",
            "No.",
            "本单位的编号，不变",
            "string",
            {"pattern": "[A-Za-z0-9-]{2,30}"},
        ),
        ("date", "日期", "Date", "哪一天", "date", {}),
        ("gist", "内容", "Gist", "一句话说明", "string", {"maxLength": 200}),
    ]
    document = {
        "name": name,
        "title": title,
        "title_en": title_en,
        "description": f"{title}，一件一行。",
        "fields": [
            {
                "name": n,
                "title": t,
                "title_en": e,
                "description": d,
                "type": kind,
                "constraints": {"required": True, **extra},
            }
            for n, t, e, d, kind, extra in fields
        ],
        "missingValues": [""],
        "primaryKey": ["record_no"],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


INIT = '''\
"""{title}."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.{name}.checks import CHECKS
from mingbai.kinds.{name}.pages import disclose, pages
from mingbai.model import Kind

KIND = Kind(
    name="{name}",
    title="{title}",
    title_en="{title_en}",
    door="监督",
    summary="一句话说明这类公开是什么。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "{name}"),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
)
'''

CHECKS = '''\
"""Rules of {title} beyond the schema."""

from __future__ import annotations

import pandas as pd

from mingbai.checks import Verdict, check, faults
from mingbai.registry import County
from mingbai.tables import Tables


@check(
    "{code}-in-future",
    title="日期不能在将来",
    message="日期 {{found}} 晚于数据截至日 {{expected}}",
    remedy="改成实际的日期。",
)
def in_future(tables: Tables, county: County) -> Verdict:
    """每一件的日期都不能晚于数据截至的日期。"""
    frame = tables.frame("{name}")
    bad = frame["date"] > pd.Timestamp(county.as_of)
    days = frame["date"].dt.strftime("%Y-%m-%d")
    issues = faults(in_future.rule, bad, "date", found=days, expected=county.as_of.isoformat())
    return Verdict(len(frame), issues)


CHECKS = (in_future,)
'''

PAGES = '''\
"""Tables of {title} -> pages and disclosures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai import rows
from mingbai.model import Crumb, Disclosure, Edition, Page
from mingbai.registry import County
from mingbai.tables import Tables
from mingbai.views import Column, TableView


@dataclass(frozen=True)
class IndexView:
    """All records, newest first."""

    records: TableView


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a package."""
    del county
    for package in tables.packages:
        yield Disclosure(
            id=package.path, package=package, url="/{name}/", title=package.title,
            summary=package.title, published=package.published, agency=package.publisher,
        )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index."""
    del edition
    frame = tables.frame("{name}").sort_values("date", ascending=False)
    table = rows.table(
        "records",
        "{title}",
        [
            (Column("编号"), rows.Cells(frame["record_no"], "head")),
            (Column("日期"), rows.Cells(frame["date"].dt.strftime("%Y-%m-%d"), "date", "日期")),
            (Column("内容"), rows.Cells(frame["gist"], "text", "内容")),
        ],
    )
    crumbs = (Crumb("首页", "/"), Crumb("{title}"))
    yield Page("/{name}/", "{name}/index.html", "{title}", IndexView(table), crumbs=crumbs)
'''

TEMPLATE = """\
{% extends "page.html" %}
{% from "components/table/template.html" import table %}
{% block body %}
<div class="section">{{ table(view.records) }}</div>
{% endblock %}
"""

README = """\
# {name} {title}

## Legal ground

## Who publishes, how often

## What each field means

## Known limits
"""


def lay_out(name: str, title: str, title_en: str) -> list[Path]:
    """Write the new kind and its fixtures; refuse to touch a kind that exists."""
    folder = HERE / "plugins/mingbai/kinds" / name
    fixtures = HERE / "tests/kinds" / name
    words = {"name": name, "title": title, "title_en": title_en, "code": name.replace("_", "-")}
    case = fixtures / f"{name}_in_future"
    files = {
        folder / f"{name}.json": schema(name, title, title_en),
        folder / "__init__.py": INIT.format(**words),
        folder / "checks.py": CHECKS.format(**words),
        folder / "pages.py": PAGES.format(**words),
        folder / "index.html": TEMPLATE,
        folder / "README.md": README.format(**words),
        fixtures / f"good/office/2026/{name}.csv": "record_no,date,gist\nA-01,2026-06-01,一件事\n",
        case / f"office/2026/{name}.csv": "record_no,date,gist\nA-01,2036-06-01,一件事\n",
        case / "issues.txt": (
            f"error {words['code']}-in-future {name}/office/2026/{name}.csv:2:date "
            "found=2036-06-01 expected=2026-07-10\n"
        ),
    }
    if folder.exists():
        sys.exit(f"{folder} exists already")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text) if path.suffix == ".md" else text, "utf-8")
    return sorted(files)


if __name__ == "__main__":
    if len(sys.argv) != 4 or not re.fullmatch(r"[a-z][a-z_]{2,30}", sys.argv[1]):
        sys.exit(__doc__)
    for written in lay_out(*sys.argv[1:]):
        print(written.relative_to(HERE))
    print("Now add it to KINDS in plugins/mingbai/kinds/__init__.py.")

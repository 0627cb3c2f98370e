"""A built site -> the pages of its book-years made by Hugo from the same CSV, and what that costs.

Hugo gets the easier work: the rows of each year's ledger in one table inside a plain shell, without
months, proofs, subtotals or links. It is asked of the package registry (`uv tool run hugo`).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bench_costs import Cost, run

HUGO: Sequence[str] = ("uv", "tool", "run", "--quiet", "hugo")
_SETTINGS = """baseURL = "https://example.org/"
title = "村账"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404"]
"""
_ADAPTER = """{{ range resources.Match "books/**.csv" -}}
{{ $rows := . | transform.Unmarshal -}}
{{ $.AddPage (dict "path" (path.Dir .Name) "title" (path.Dir .Name) "params" (dict "rows" $rows)) }}
{{ end }}
"""
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><table>
{{ range $i, $row := .Params.rows }}<tr>{{ range $row -}}
{{ if $i }}<td>{{ . }}</td>{{ else }}<th scope="col">{{ . }}</th>{{ end }}{{ end }}</tr>
{{ end }}</table></body></html>
"""


def lay(site: Path, place: Path) -> int:
    """A Hugo site of all book-years of a built site; how many there are."""
    for name, text in (
        ("hugo.toml", _SETTINGS),
        ("content/_content.gotmpl", _ADAPTER),
        ("layouts/page.html", _PAGE),
    ):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    files = sorted(site.glob("accounts/*/*/entries.csv"))
    for file in files:
        book, year = file.parts[-3:-1]
        target = place / "assets" / "books" / f"{book}-{year}" / "entries.csv"
        target.parent.mkdir(parents=True)
        shutil.copyfile(file, target)
    return len(files)


def build(place: Path, hugo: Sequence[str | Path] = HUGO) -> Cost:
    """Build it once before, so that nothing is fetched while it is measured."""
    command = [*hugo, "--source", place, "--destination", place / "public", "--quiet"]
    run(command)
    shutil.rmtree(place / "public")
    return run(command)

"""ReportLines -> one HTML page without scripts, which loads nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mingbai.report.language import Translate
from mingbai.report.messages import ReportLine
from mingbai.report.text import summary

HERE = Path(__file__).parent


def as_html(lines: Sequence[ReportLine], translate: Translate, lang: str) -> str:
    """The page; its Content-Security-Policy allows its own style, by hash, and nothing else."""
    style = (HERE / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html").render(
        lang="zh-CN" if lang == "zh" else lang,
        style=Markup(style),  # noqa: S704 our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        summary=summary(lines, translate),
        files=[(path, list(group)) for path, group in groupby(lines, key=lambda x: x.path)],
        say=translate,
    )

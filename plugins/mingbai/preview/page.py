"""Preview -> one HTML page in the theme's style, without scripts, which loads nothing."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mingbai.page import assets
from mingbai.preview import words
from mingbai.preview.consequences import Preview

HERE = Path(__file__).parent


def as_html(preview: Preview, theme: Path) -> str:
    """The page; its Content-Security-Policy allows its own style, by hash, and nothing else."""
    style = assets.stylesheet(theme).decode("utf-8") + (HERE / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"safe_text": words.safe, "counts": words.counts, "groups": words.groups}
    return environment.get_template("page.html").render(
        title=words.TITLE,
        style=Markup(style),  # noqa: S704 our own files
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        lead=words.lead(preview),
        nothing=words.NOTHING,
        bad_title=words.BAD_NEWS,
        preview=preview,
        moves=words.MOVES,
    )

"""Theme and component folders -> the files a page asks for: style sheet, scripts, icon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from mingbai.page import css

COMPONENTS = Path(__file__).parent / "components"
_FIRST = ("tokens", "base", "layout")
_LAST = ("print",)


def stylesheet(theme: Path) -> bytes:
    """`static/css` and the style of every component as one sheet: one request for its looks.

    Order: tokens, base, layout, components by name, print; flat, with a way for old browsers
    (`css.flat`). ValueError where a sheet is broken.
    """
    folder = theme / "static" / "css"
    parts = [folder / f"{name}.css" for name in _FIRST]
    parts += sorted(COMPONENTS.glob("*/style.css"))
    parts += [folder / f"{name}.css" for name in _LAST]
    return css.flat("".join(part.read_text("utf-8") for part in parts)).encode()


def assets(theme: Path) -> Iterator[tuple[str, bytes]]:
    """Every static file with its path below the output folder; templates ask for `/theme/…`."""
    static = theme / "static"
    yield "theme/mingbai.css", stylesheet(theme)
    for part in sorted(static.rglob("*")):
        if part.is_file() and part.suffix != ".css":
            yield f"theme/{part.relative_to(static).as_posix()}", part.read_bytes()


def version(theme: Path) -> str:
    """Eight hex digits that change whenever a static file does: `PortalView.asset_version`."""
    digest = hashlib.sha256()
    for name, body in assets(theme):
        digest.update(name.encode() + b"\0" + body + b"\0")
    return digest.hexdigest()[:8]

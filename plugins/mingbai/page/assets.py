"""Theme and component folders -> the files a page asks for: style sheet, scripts, icon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from mingbai.page import css

COMPONENTS = Path(__file__).parent / "components"
_FIRST = ("tokens", "base", "layout")
_LAST = ("print",)


def stylesheet(theme: Path, overrides: Path | None = None) -> bytes:
    """`static/css` and the style of every component as one sheet: one request for its looks.

    Order: tokens, base, layout, components by name, what a county adds, print; flat, with a way
    for old browsers (`css.flat`). overrides: a county's files of the theme, each in the place of
    the one of its name. ValueError where a sheet is broken.
    """
    sheets = _files(theme, overrides, "static/css", "*.css")
    added = [path for name, path in sheets.items() if name[:-4] not in (*_FIRST, *_LAST)]
    styles = {f"{path.parent.name}/{path.name}": path for path in COMPONENTS.glob("*/style.css")}
    if overrides is not None:
        replaced = overrides / "templates" / "components"
        styles |= {name: replaced / name for name in styles if (replaced / name).is_file()}
    parts = [sheets[f"{name}.css"] for name in _FIRST]
    parts += [path for _, path in sorted(styles.items())]
    parts += added
    parts += [sheets[f"{name}.css"] for name in _LAST]
    return css.flat("".join(part.read_text("utf-8") for part in parts)).encode()


def assets(theme: Path, overrides: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Every static file with its path below the output folder; templates ask for `/theme/…`.

    overrides: as in `stylesheet`.
    """
    yield "theme/mingbai.css", stylesheet(theme, overrides)
    for name, part in _files(theme, overrides, "static", "*").items():
        if part.suffix != ".css":
            yield f"theme/{name}", part.read_bytes()


def version(theme: Path, overrides: Path | None = None) -> str:
    """Eight hex digits that change whenever a static file does: `PortalView.asset_version`.

    overrides: as in `stylesheet`.
    """
    digest = hashlib.sha256()
    for name, body in assets(theme, overrides):
        digest.update(name.encode() + b"\0" + body + b"\0")
    return digest.hexdigest()[:8]


def _files(theme: Path, overrides: Path | None, below: str, pattern: str) -> dict[str, Path]:
    """Files of the theme below a folder of it, by their path there, sorted; a county's own first.

    What begins with a dot is no file of a theme: editors and systems leave such.
    """
    by_name: dict[str, Path] = {}
    for root in (theme / below, *(() if overrides is None else (overrides / below,))):
        for path in root.rglob(pattern):
            if path.is_file() and not path.name.startswith("."):
                by_name[path.relative_to(root).as_posix()] = path
    return dict(sorted(by_name.items()))

"""Components and theme -> a folder of all components and all pages: `python -m patterns FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from mingbai import plugin
from mingbai.model import Page
from mingbai.page import assets
from mingbai.page.addresses import file_name, relative
from mingbai.page.formats import FILTERS
from mingbai.portal import search
from patterns.pages import NAMES, PORTAL, SCOPES, pages

ROOT = Path(__file__).parent.parent.parent
THEME = ROOT / "theme"


@dataclass(frozen=True)
class Example:
    """How one component is called. name: its folder's, and so its macro's."""

    name: str
    title: str
    args: tuple[Any, ...]


@dataclass(frozen=True)
class Pattern:
    """A component as it is drawn."""

    name: str
    title: str
    html: Markup


@dataclass(frozen=True)
class PatternsView:
    """patterns.html."""

    patterns: tuple[Pattern, ...]


def examples() -> Iterator[Example]:
    """The examples of every component that has any, by the names of their folders."""
    for path in sorted(assets.COMPONENTS.glob("*/example.py")):
        name = path.parent.name
        module = import_module(f"mingbai.page.components.{name}.example")
        for title, args in module.EXAMPLES.items():
            yield Example(name, title, args)


def environment() -> jinja2.Environment:
    """Templates as the portal reads them."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(
            [THEME / "templates", *plugin.TEMPLATE_FOLDERS, Path(__file__).parent]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(FILTERS)
    return env


def drawn(env: jinja2.Environment, example: Example) -> Markup:
    """One component, called with its example."""
    module = env.get_template(f"components/{example.name}/template.html").module
    html: Markup = getattr(module, example.name)(*example.args)
    return html


def write(folder: Path) -> None:
    """All pages, the style sheet, the scripts and a search index."""
    env = environment()
    patterns = tuple(Pattern(e.name, e.title, drawn(env, e)) for e in examples())
    index = Page("/patterns/", "patterns.html", "组件", PatternsView(patterns))
    for page in (index, *pages()):
        html = env.get_template(page.template).render(
            page=page, view=page.view, portal=PORTAL, panels=()
        )
        name = file_name(page.url)
        _put(folder / name, relative(html, name).encode())
    for name, body in assets.assets(THEME):
        _put(folder / name, body)
    for file in search.downloads(NAMES, SCOPES):
        _put(folder / file.url.removeprefix("/"), file.body())


def _put(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


if __name__ == "__main__":
    write(Path(sys.argv[1]))

"""Every component with its example: drawn as text, never as markup, with a style of its own."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import html5lib
import lxml.html
import pytest
from markupsafe import Markup

from mingbai import fingerprints
from mingbai.page import assets, components
from mingbai.page.css import flat
from patterns.__main__ import THEME, Example, drawn, environment, examples, write
from patterns.pages import pages

ENV = environment()
EXAMPLES = tuple(examples())
FOLDERS = sorted(p for p in assets.COMPONENTS.iterdir() if p.is_dir() and p.name != "__pycache__")
FILES = {"__init__.py", "template.html", "style.css", "view.py", "example.py"}
NAUGHTY = "</td></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;{{ 7*7 }}"


def _records(value: Any) -> Iterator[Any]:
    """Every dataclass record inside a value, itself included."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _records(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _records(item)


def _soiled(value: Any, key: str = "") -> Any:
    """The same records with naughty words in every text that a component shows."""
    if isinstance(value, Markup) or key in {"url", "id", "state", "mode", "atom", "rss", "json"}:
        return value
    if isinstance(value, str) and value:
        return NAUGHTY
    if isinstance(value, tuple):
        return tuple(_soiled(item, key) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return dataclasses.replace(
            value, **{f.name: _soiled(getattr(value, f.name), f.name) for f in fields}
        )
    return value


def _tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent="div")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.name}-{e.title}")
def test_a_component_is_sound_html(example: Example) -> None:
    """Its tags are closed and nested rightly, its ids are unique, nothing is inline."""
    html = drawn(ENV, example)
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(f"<!DOCTYPE html><html lang='zh-Hans'><title>x</title><body>{html}")
    assert parser.errors == []
    ids = _tree(html).xpath("//@id")
    assert len(ids) == len(set(ids))
    assert (
        _tree(html).xpath("//@style | //script | //style | //@*[starts-with(name(), 'on')]") == []
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.name}-{e.title}")
def test_a_component_shows_any_text_as_text(example: Example) -> None:
    """Whatever a cell says comes out as the same characters and makes no element."""
    soiled = dataclasses.replace(example, args=tuple(_soiled(arg) for arg in example.args))
    before, after = _tree(drawn(ENV, example)), _tree(drawn(ENV, soiled))
    assert [e.tag for e in after.iter()] == [e.tag for e in before.iter()]
    text = after.text_content() + " ".join(after.xpath("//@aria-label"))
    assert example.args == soiled.args or NAUGHTY in text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_component_is_a_folder_of_fixed_file_names(folder: Path) -> None:
    """It says what it is and has a style; one with a template has an example.

    One without a template has nothing more, and says who writes its markup.
    """
    files = {path.name for path in folder.iterdir() if path.name != "__pycache__"}
    assert files <= FILES
    assert files >= {"__init__.py", "style.css"}
    words = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    assert words
    if "template.html" in files:
        assert "example.py" in files
    else:
        assert files == {"__init__.py", "style.css"}
        assert "Style only: " in words


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_component_has_one_name(folder: Path) -> None:
    """Its macro and the first class of its style are called as its folder is."""
    template = folder / "template.html"
    if template.exists():
        assert re.findall(r"{% macro (\w+)", template.read_text("utf-8")) == [folder.name]
    style = re.sub(r"/\*.*?\*/", "", (folder / "style.css").read_text("utf-8"), flags=re.DOTALL)
    first = re.search(r"\.([a-z]\w*?)(?:__|--|\b)", style)
    if folder.name == "link":  # the style of a bare element
        assert first is None
    else:
        assert first is not None
        assert first[1] == folder.name


def test_a_changed_template_or_style_is_another_program() -> None:
    """A site is built anew when one of them changed: they are among the files of the program."""
    program = Path(fingerprints.__file__).parent
    files = {program / name for name in fingerprints.files(program)}
    parts = {path for name in ("*.html", "*.css") for path in assets.COMPONENTS.rglob(name)}
    assert len(parts) > 70
    assert parts - files == set()


def test_every_record_is_offered_and_shown_by_an_example() -> None:
    """No record is without a component that reads it; all come through the door of components."""
    used = {type(r) for example in EXAMPLES for arg in example.args for r in _records(arg)}
    views = {
        record
        for folder in FOLDERS
        if (folder / "view.py").exists()
        for record in vars(import_module(f"{components.__name__}.{folder.name}.view")).values()
        if dataclasses.is_dataclass(record) and isinstance(record, type)
    }
    assert {record.__name__ for record in views - used} == set()
    assert {record.__name__ for record in views} == set(components.__all__)


def test_every_page_template_has_an_example() -> None:
    """Each template of the portal's own views can be looked at."""
    own = {path.name for path in (THEME / "templates").glob("*.html")}
    shown = {page.template for page in pages()}
    shells = {"base.html", "page.html", "prepared.html"}
    drawn_from_data = {
        "clock_record.html",
        "corrections_panel.html",
        "prepared.html",
        "reconcile_panel.html",
        "record.html",
        "register.html",
        "register_panel.html",
        "since_panel.html",
        "town_file.html",
        "town_panel.html",
    }
    assert own - shown == shells | drawn_from_data


def test_every_class_in_a_page_has_a_style(tmp_path: Path) -> None:
    """A class that no style sheet knows is a misspelt name."""
    write(tmp_path)
    known = set(re.findall(r"\.([a-z][\w-]*)", assets.stylesheet(THEME).decode()))
    used = {
        name
        for page in tmp_path.rglob("*.html")
        for classes in lxml.html.parse(str(page)).xpath("//@class")
        for name in classes.split()
    }
    bare = {"results", "chart__twin"}  # named for the script and for tests
    assert used - known - bare == set()


def test_the_pages_stand_on_one_style_sheet_in_the_order_of_its_layers() -> None:
    """Tokens come first, then base, layout and components; paper has the last word."""
    sheet = assets.stylesheet(THEME).decode()
    firsts = (":root {", "[hidden] {", ".page {", ".actions {", ".verdict {", "@page {")
    places = [sheet.index(first) for first in firsts]
    assert places == sorted(places)
    assert "@layer" not in sheet


def test_colours_come_from_tokens() -> None:
    """No component knows a colour of its own."""
    for path in assets.COMPONENTS.glob("*/style.css"):
        assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl", path.read_text("utf-8")) == [], path


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, of `#rgb` or `#rrggbb`."""
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: int) -> None:
    """Seven to one for every colour that text is set in, on paper and on tint, in both schemes."""
    tokens = (THEME / "static/css/tokens.css").read_text("utf-8")
    light = dict(re.findall(r"^    --([\w-]+): (#\w+);", tokens, flags=re.MULTILINE))
    dark = dict(re.findall(r"^      --([\w-]+): (#\w+);", tokens, flags=re.MULTILINE))
    colours = (light, light | dark)[scheme]
    for text in ("ink", "ink-2", "accent", "ok", "warn", "bad"):
        for ground in ("paper", "tint"):
            pair = sorted((_luminance(colours[text]), _luminance(colours[ground])))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 7, (text, ground)


def test_the_version_follows_the_files(tmp_path: Path) -> None:
    """The same files have the same version, another letter has another.

    The style of every component stands in the sheet, by name, between the layout and paper.
    """
    css = tmp_path / "static" / "css"
    css.mkdir(parents=True)
    for name in ("tokens", "base", "layout", "print"):
        (css / f"{name}.css").write_text(f"{name} {{ order: 1 }}\n")
    styles = sorted(assets.COMPONENTS.glob("*/style.css"), key=lambda path: path.parent.name)
    assert len(styles) > 40
    parts = [css / "tokens.css", css / "base.css", css / "layout.css", *styles, css / "print.css"]
    whole = "".join(part.read_text("utf-8") for part in parts)
    assert assets.stylesheet(tmp_path).decode() == flat(whole)
    first = assets.version(tmp_path)
    assert assets.version(tmp_path) == first
    (css / "base.css").write_text("base { order: 2 }\n")
    assert assets.version(tmp_path) != first

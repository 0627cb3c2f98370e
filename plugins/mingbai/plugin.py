"""A Site -> Pelican's writer. With publish/rendering.py the only module that knows Pelican."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import IO, Any, Literal

import jinja2
import nh3
from markupsafe import Markup
from pelican import signals
from pelican.contents import Article, Content
from pelican.contents import Page as ProsePage
from pelican.generators import Generator
from pelican.readers import MarkdownReader, Readers
from pelican.writers import Writer

from mingbai import portal
from mingbai.build import build
from mingbai.check import prose
from mingbai.kinds import KINDS
from mingbai.model import Page, Site
from mingbai.page import assets
from mingbai.page.addresses import NOT_FOUND, below, file_name, relative
from mingbai.page.formats import FILTERS

# A template is named by its path below one of these, or below the theme's `templates`:
# `accounts/pages/book.html`, `components/mark/template.html`.
TEMPLATE_FOLDERS = (Path(__file__).parent / "kinds", Path(__file__).parent / "page")
ENVIRONMENT: Mapping[str, Any] = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}


class ProseReader(MarkdownReader):  # type: ignore[misc]  # Pelican ships no types
    """Pelican's reader of Markdown, of which Pelican learns what `check.prose` names alone.

    A draft is skipped: it becomes no page and is in no list.
    """

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """(HTML, metadata) of one file."""
        if prose.front_matter(Path(source_path).read_text("utf-8")).is_draft:
            return "", {"title": prose.DRAFT, "date": datetime(2000, 1, 1), "status": "skip"}  # noqa: DTZ001
        content, metadata = super().read(source_path)
        left_out = {"status", "lang"}  # a text is published, in the language of the site
        return content, {k: v for k, v in metadata.items() if k in prose.NAMED - left_out}


class PortalWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Pelican's writer, with rooted links made relative, and no path written twice.

    Paths that differ only in letter case or Unicode form count as equal: on Windows and macOS
    they name one file, and Pelican would overwrite it silently.
    """

    def __init__(self, output_path: str, settings: Mapping[str, Any]) -> None:
        super().__init__(output_path, settings)
        self._folded: set[str] = set()

    def write_file(self, name: str, template: jinja2.Template, *args: Any, **kwargs: Any) -> None:
        """Render a template and write it; `name` is the path below the output folder."""
        if name:
            super().write_file(name, _Rooted(template, name), *args, **kwargs)

    def write_bytes(self, name: str, body: bytes) -> None:
        """Write a download as it is."""
        path = Path(self.output_path, name)
        self._claim(str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> IO[str]:
        del override  # no path is written twice
        self._claim(filename)
        return Path(filename).open("w", encoding=encoding, newline="\n")

    def _claim(self, filename: str) -> None:
        folded = unicodedata.normalize("NFC", filename).casefold()
        if folded in self._folded:
            raise ValueError(f"two outputs share one name: {filename}")
        self._folded.add(folded)


class _Rooted:
    """A template whose rooted links are made relative to the page that it becomes."""

    def __init__(self, template: jinja2.Template, name: str) -> None:
        self._template = template
        self._name = name

    def render(self, context: Mapping[str, Any]) -> str:
        html = self._template.render(context)
        if self._name == NOT_FOUND:
            return below(html, context["portal"].base_path)
        return relative(html, self._name)


class PortalGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Checks and builds in `__init__`: an error there ends the run before anything is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_of = self.settings["MINGBAI_AS_OF"]
        self.site: Site = build(
            Path(self.settings["MINGBAI_DATA"]),
            as_of=date.fromisoformat(as_of) if as_of else None,
            prose=Path(self.settings["PATH"]),
        )
        self.context["portal"] = portal.shell(
            KINDS, self.site.edition, assets.version(Path(self.settings["THEME"]))
        )
        self.context["panels"] = ()

    def generate_output(self, writer: PortalWriter) -> None:
        """Write every page and download; raises ValueError for a panel without its page."""
        unplaced = set(self.site.panels)
        for page in self.site.pages():
            unplaced.discard(page.subject or ("", ""))
            self._write(writer, page)
        texts, edition = self._prose(), self.site.edition
        for page in portal.prose_pages(texts, edition.county):
            self._write(writer, page)
        feeds = portal.feed_downloads(KINDS, edition, texts)
        for download in chain(self.site.downloads(), feeds):
            writer.write_bytes(download.url.removeprefix("/"), download.body())
        for name, body in assets.assets(Path(self.settings["THEME"])):
            writer.write_bytes(name, body)
        if unplaced:
            raise ValueError(f"panels without a page: {sorted(unplaced)[:5]}")

    def _write(self, writer: PortalWriter, page: Page) -> None:
        panels = self.site.panels.get(page.subject or ("", ""), ())
        if any(panel.is_daily for panel in panels):
            page = replace(page, is_daily=True)
        writer.write_file(
            file_name(page.url),
            self.env.get_template(page.template),
            self.context,
            page=page,
            view=page.view,
            panels=panels,
        )

    def _prose(self) -> tuple[portal.Prose, ...]:
        """The prose that Pelican read from content/: pages, then notices, newest first."""
        contents = [*self.context["pages"], *self.context["articles"]]
        return tuple(
            portal.Prose(
                url="/" + item.url,
                title=str(item.title),
                kind=_kind(item),
                metadata={k: str(v) for k, v in item.metadata.items()},
                body=Markup(item.content),  # noqa: S704  # sanitised when it was read
                published=item.date.date() if hasattr(item, "date") else None,
            )
            for item in contents
        )


def _kind(content: Content) -> Literal["page", "decision", "notice"]:
    if isinstance(content, Article):
        return "notice"
    return "decision" if content.slug.startswith("decisions/") else "page"


def _sanitise(content: Content) -> None:
    """Remove scripts and unsafe HTML from prose."""
    if isinstance(content, Article | ProsePage) and content._content:
        content._content = nh3.clean(content._content)


def _generators(_: object) -> type[PortalGenerator]:
    return PortalGenerator


def _writer(_: object) -> type[PortalWriter]:
    return PortalWriter


def _readers(readers: Readers) -> None:
    for suffix in MarkdownReader.file_extensions:
        readers.reader_classes[suffix] = ProseReader


def register() -> None:
    """Connect to Pelican's signals. Nothing else: an error here would only be logged."""
    signals.readers_init.connect(_readers)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
    signals.content_object_init.connect(_sanitise)


def settings() -> dict[str, Any]:
    """The settings in pelicanconf.py that Mingbai depends on."""
    return {
        "JINJA_ENVIRONMENT": dict(ENVIRONMENT),
        "JINJA_FILTERS": dict(FILTERS),
        "THEME_TEMPLATES_OVERRIDES": [str(folder) for folder in TEMPLATE_FOLDERS],
    }

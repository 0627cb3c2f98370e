"""Pages and files -> the output folder, by Pelican's writer: hashed while they are written."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from pelican.writers import Writer

from mingbai.model import Page, Panel
from mingbai.page.addresses import NOT_FOUND, addressed, below, file_name, relative
from mingbai.tasks import LeftFile


class PortalWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Pelican's writer, with rooted links made relative, and no path written twice.

    Paths that differ only in letter case or Unicode form count as equal: on Windows and macOS
    they name one file, and Pelican would overwrite it silently. What is written is hashed on its
    way. Bytes that were there before keep their time. known: the files of the standing site.
    """

    def __init__(self, output_path: str, settings: Mapping[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.known: Mapping[str, LeftFile] = {}
        self._folded: set[str] = set()
        self._written: dict[str, LeftFile] = {}

    def write_file(self, name: str, template: jinja2.Template, *args: Any, **kwargs: Any) -> None:
        """Render a template and write it; `name` is the path below the output folder."""
        if name:
            super().write_file(name, _Rooted(template, name), *args, **kwargs)

    def write_bytes(self, name: str, body: bytes) -> None:
        """Write a download as it is."""
        path = Path(self.output_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open_w(str(path), "utf-8") as file:
            file.write_bytes(body)

    def claim(self, name: str) -> None:
        """Enter a path that is written; ValueError where it was before."""
        folded = folded_name(name)
        if folded in self._folded:
            raise ValueError(f"two outputs share one name: {name}")
        self._folded.add(folded)

    def written(self) -> dict[str, LeftFile]:
        """What was written since this was last asked, by name below the output folder."""
        written, self._written = self._written, {}
        return written

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> _Hashed:
        del encoding, override  # all is UTF-8, and no path is written twice
        name = Path(filename).relative_to(self.output_path).as_posix()
        self.claim(name)
        return _Hashed(Path(filename), self.known.get(name), partial(self._note, name))

    def _note(self, name: str, file: LeftFile) -> None:
        self._written[name] = file


class _Hashed:
    """A file that is hashed while it is written. done: given what it is, once it is closed.

    known: the file of that name in the standing site: the same bytes keep its time.
    """

    def __init__(
        self, path: Path, known: LeftFile | None, done: Callable[[LeftFile], None]
    ) -> None:
        self._known, self._done = known, done
        self._file = path.open("wb")
        self._hasher, self._size = hashlib.sha256(), 0

    def __enter__(self) -> _Hashed:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        with self._file as file:
            file.flush()
            sha256 = self._hasher.hexdigest()
            if self._known is not None and self._known.sha256 == sha256:
                os.utime(file.fileno(), ns=(self._known.mtime_ns, self._known.mtime_ns))
            status = os.fstat(file.fileno())
        if error is None:
            self._done(LeftFile(sha256, self._size, status.st_mtime_ns, status.st_ino))

    def write(self, text: str) -> None:
        """Write text as UTF-8."""
        self.write_bytes(text.encode())

    def write_bytes(self, body: bytes) -> None:
        """Write bytes as they are."""
        self._file.write(body)
        self._hasher.update(body)
        self._size += len(body)


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


@dataclass(frozen=True)
class PelicanPress:
    """Pelican's environment and writer, for tasks. context: what every template may read."""

    env: jinja2.Environment
    writer: PortalWriter
    context: dict[str, Any]
    _templates: dict[str, jinja2.Template] = field(default_factory=dict)

    def page(self, page: Page, panels: Sequence[Panel]) -> None:
        """Render a page with the panels that stand on it, and write it."""
        self.writer.write_file(
            file_name(page.url),
            self._template(page.template),
            self.context,
            page=page,
            view=page.view,
            panels=panels,
        )

    def text(self, panel: Panel) -> str:
        """A panel as HTML, without its heading: its template reads `view` and nothing else."""
        return self._template(panel.template).render(view=panel.view)

    def file(self, url: str, body: bytes) -> None:
        """Write a download."""
        self.writer.write_bytes(addressed(url).removeprefix("/"), body)

    def claim(self, name: str) -> None:
        """Enter a path that is in the output without being written."""
        self.writer.claim(name)

    def written(self) -> dict[str, LeftFile]:
        """What was written since this was last asked."""
        return self.writer.written()

    def _template(self, name: str) -> jinja2.Template:
        """A template, looked for once: no template changes while a site is built."""
        if name not in self._templates:
            self._templates[name] = self.env.get_template(name)
        return self._templates[name]


def folded_name(name: str) -> str:
    """The same for names of which one file system or another makes one file."""
    return unicodedata.normalize("NFC", name).casefold()

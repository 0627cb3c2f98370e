"""A built site -> its links, as a browser resolves them, and those that lead nowhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

LOCAL = "http://portal.invalid/"
# Pages whose script reads what follows # in the address: it names a row or a sheet, not a place.
_READS_FRAGMENT = ("ask/index.html", "verify/index.html")


def tree(page: Path) -> lxml.html.HtmlElement:
    """The root of a page, as it was written."""
    return lxml.html.parse(str(page), parser=lxml.html.HTMLParser(encoding="utf-8")).getroot()


def links(page: Path, output: Path) -> set[str]:
    """All addresses a page points to, absolute; the site's own begin with LOCAL."""
    here = LOCAL + page.relative_to(output).as_posix()
    values = set(map(str, tree(page).xpath("//@href | //@src | //@action")))
    return {urljoin(here, value) for value in values if not value.startswith("data:")}


def dead(output: Path) -> list[str]:
    """Every link to a file that is not there, and to an id that is not on its page."""
    wanted: dict[Path, set[str]] = {}
    lost = []
    for page in sorted(output.rglob("*.html")):
        if page.name == "404.html":
            continue
        for link in links(page, output):
            if not link.startswith(LOCAL):
                continue
            file, fragment = target(link, output)
            if not file.is_file():
                lost.append(f"{page.relative_to(output)} -> {link}")
            elif fragment and file.relative_to(output).as_posix() not in _READS_FRAGMENT:
                wanted.setdefault(file, set()).add(fragment)
    for file, fragments in wanted.items():
        known = set(map(str, tree(file).xpath("//@id")))
        lost += [f"{file.relative_to(output)}#{f}" for f in sorted(fragments - known)]
    return lost


def target(link: str, output: Path) -> tuple[Path, str]:
    """The file that one of the site's own links leads to, and the id on it."""
    parts = urlsplit(link)
    path = output / unquote(parts.path).lstrip("/")
    return (path / "index.html" if parts.path.endswith("/") else path), unquote(parts.fragment)

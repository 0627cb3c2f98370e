"""What readers get by our snippet from a real nginx: headers, forms, times, what is not there."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest

from harness import ROOT
from mingbai.history import compressed
from mingbai.page.addresses import below
from mingbai.publish import Inputs, publish, sending, targets
from mingbai.starting import hosting
from servers import free_port, nginx, serving
from small_site import lay, write

TEXT = "公开的账，谁都可以看。" * 200
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "theme/mingbai.css": "text/css; charset=utf-8",
    "theme/js/dazi.js": "text/javascript; charset=utf-8",
    "data/entries.csv": "text/csv; charset=utf-8",
    "data/entries.json": "application/json; charset=utf-8",
    "data/catalog.jsonld": "application/ld+json; charset=utf-8",
    "data/catalog.ttl": "text/turtle; charset=utf-8",
    "data/citation.bib": "application/x-bibtex; charset=utf-8",
    "data/entries.parquet": "application/vnd.apache.parquet",
    "data/accounts.sqlite": "application/vnd.sqlite3",
    "data/accounts.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "feeds/all.atom": "application/atom+xml",
    "feeds/all.opml": "text/x-opml; charset=utf-8",
    "feeds/all.ics": "text/calendar; charset=utf-8",
    "manifest.webmanifest": "application/manifest+json; charset=utf-8",
    "SHA256SUMS": "application/octet-stream",
}
LOST = (
    '<link rel="stylesheet" href="/theme/mingbai.css?v=1a2b">'
    f'<a href="/">主页</a><p>没有这个网页{TEXT}'
)


def render(inputs: Inputs, tree: Path) -> None:
    """A file of each type; the home page says the word, all else is always the same."""
    word = (inputs.data / "word.txt").read_text("utf-8")
    for path in TYPES.keys() - {"SHA256SUMS"}:
        file = tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(word + TEXT if path == "index.html" else TEXT, "utf-8")
    (tree / "404.html").write_text(below(LOST, "/mingbai/"), "utf-8")
    (tree / "edition.json").write_text(json.dumps({"as_of": "2026-07-20"}), "utf-8")


@dataclass(frozen=True)
class Host:
    """A county's site at a target that nginx serves. address: with the path, a slash at its end."""

    inputs: Inputs
    output: Path
    there: Path
    address: str

    def publish(self, word: str) -> None:
        """Build it anew and send what changed, compressed too."""
        write(self.inputs, word)
        publish(self.inputs, self.output, render=render)
        where = targets.target(str(self.there))
        sending.send(self.output, where, is_agreed=lambda _plan: True, is_compressed=True)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("host")
    for name in ("www", "nginx"):
        (folder / name).mkdir()
    snippet = hosting.nginx("https://gov.example/mingbai/")
    assert snippet == (ROOT / "scripts/nginx.conf").read_text("utf-8")
    with nginx(snippet, folder / "www/there", folder / "nginx") as address:
        one = Host(
            lay(folder / "inputs"),
            folder / "www/site",
            folder / "www/there",
            f"{address}/mingbai/",
        )
        one.publish("甲")
        yield one


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers, too."""

    def redirect_request(self, *args: object) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    """status: of HTTP. headers: by lower-case name. body: as it came."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(address: str, method: str = "GET", **headers: str) -> Answer:
    """What a server answers, whatever the status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=named, method=method)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=10) as answer:
            return _answer(answer)
    except urllib.error.HTTPError as answer:
        return _answer(answer)


def _answer(answer: object) -> Answer:
    headers = {name.lower(): value for name, value in answer.headers.items()}  # type: ignore[attr-defined]
    return Answer(answer.status, headers, answer.read())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("path", "type_"), TYPES.items())
def test_each_file_has_its_type_and_its_charset(host: Host, path: str, type_: str) -> None:
    """And may be read by any page, by a browser that asks first, too."""
    found = get(host.address + path)
    assert (found.status, found.headers["content-type"]) == (200, type_)
    assert found.headers["access-control-allow-origin"] == "*"
    asked = get(host.address + path, "OPTIONS", Access_Control_Request_Headers="range")
    assert (asked.status, asked.body) == (204, b"")
    assert "Range" in asked.headers["access-control-allow-headers"]


def test_assets_with_a_version_are_kept_and_pages_are_asked_for_again(host: Host) -> None:
    """For a year what changes its address, for a minute all else; what is not there not at all."""
    for path in ("theme/mingbai.css?v=1a2b", "theme/js/dazi.js?v=1a2b"):
        assert get(host.address + path).headers["cache-control"] == "max-age=31536000, immutable"
    for path in ("", "theme/mingbai.css", "data/entries.csv", "feeds/all.atom", "?v=1a2b"):
        assert get(host.address + path).headers["cache-control"] == "max-age=60", path
    assert "cache-control" not in get(host.address + "none/").headers


def test_what_is_prepared_is_handed_out_as_it_is(host: Host) -> None:
    """Brotli to who takes it, else gzip, else the file; and caches are told that they differ."""
    for accept, suffix in (("gzip, br", ".br"), ("gzip", ".gz")):
        found = get(host.address + "data/entries.csv", Accept_Encoding=accept)
        assert found.headers["content-encoding"] == {".br": "br", ".gz": "gzip"}[suffix]
        assert found.headers["vary"] == "Accept-Encoding"
        assert found.body == (host.there / f"data/entries.csv{suffix}").read_bytes()
        assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert brotli.decompress((host.there / "data/entries.csv.br").read_bytes()) == TEXT.encode()
    plain = get(host.address + "data/entries.csv", Accept_Encoding="identity")
    assert (plain.headers["vary"], plain.body) == ("Accept-Encoding", TEXT.encode())
    assert "content-encoding" not in plain.headers
    part = get(host.address + "data/entries.parquet", Range="bytes=0-3", Accept_Encoding="gzip, br")
    assert (part.status, part.body) == (206, TEXT.encode()[:4])
    assert not list((host.output).rglob("*.br")), "the site has no byte of it"
    assert not (host.there / f"data/entries.parquet{compressed.SUFFIXES[0]}").exists()


def test_what_is_not_prepared_is_compressed_on_its_way(host: Host) -> None:
    """Without the forms texts are still small, with the same header for caches."""
    for suffix in compressed.SUFFIXES:
        (host.there / f"feeds/all.atom{suffix}").unlink()
    found = get(host.address + "feeds/all.atom", Accept_Encoding="gzip")
    assert found.headers["content-encoding"] == "gzip"
    assert found.headers["vary"] == "Accept-Encoding"
    host.publish("甲")


def test_bytes_that_stay_keep_their_time_and_their_etag(host: Host) -> None:
    """Over a build and a sending with another home page; what changed gets others."""
    paths, encodings = ("index.html", "data/entries.csv", "feeds/all.atom"), ("identity", "br")
    asked = [(path, encoding) for path in paths for encoding in encodings]

    def stamps() -> dict[tuple[str, str], tuple[str, str]]:
        found = {one: get(host.address + one[0], Accept_Encoding=one[1]).headers for one in asked}
        return {one: (head["etag"], head["last-modified"]) for one, head in found.items()}

    before = stamps()
    host.publish("换了一个很长的字")
    after = stamps()
    assert {one for one in asked if before[one] == after[one]} == {
        one for one in asked if one[0] != "index.html"
    }
    etag = after["data/entries.csv", "br"][0]
    again = get(host.address + "data/entries.csv", Accept_Encoding="br", If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")


def test_what_is_not_there_is_said_in_style_at_any_depth(host: Host) -> None:
    """Status 404, our page, and its links lead to the portal's own folder, not to the host's."""
    for path in ("none", "a/b/c/", "data/none.csv"):
        found = get(host.address + path)
        assert (found.status, found.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert "没有这个网页" in found.body.decode()
        for link in re.findall(r'href="([^"]+)"', found.body.decode()):
            assert get(urljoin(host.address + path, link)).status == 200, link
    assert "frame-ancestors 'self'" in get(host.address + "none").headers["content-security-policy"]


def test_a_folder_without_its_slash_leads_to_it(host: Host) -> None:
    """By a relative address: behind a proxy nobody is sent to http or to another port."""
    for path in ("data", "theme/js"):
        found = get(host.address + path)
        assert (found.status, found.headers["location"]) == (301, f"/mingbai/{path}/")
    found = get(host.address.rstrip("/"))
    assert (found.status, found.headers["location"]) == (301, "/mingbai/")


def test_browsers_are_told_to_stay_safe(host: Host) -> None:
    """Https from now on, no types guessed, no frame of others; each is one line to change."""
    headers = get(host.address).headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not there")
def test_caddy_does_the_same(tmp_path: Path, host: Host) -> None:
    """Types, forms, time to keep, the redirect and what is not there, by the other snippet."""
    text, port = (ROOT / "scripts/Caddyfile").read_text("utf-8"), free_port()
    own = text.replace("gov.example {", f"http://127.0.0.1:{port} {{")
    conf = tmp_path / "Caddyfile"
    conf.write_text("{\n\tadmin off\n}\n" + own.replace("/var/www/mingbai", str(host.there)))
    command = ["caddy", "run", "--config", str(conf), "--adapter", "caddyfile"]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with serving(command, port, env=home):
        address = f"http://127.0.0.1:{port}/mingbai/"
        for path, type_ in TYPES.items():
            if not path.startswith(("SHA", "data/citation", "manifest", "theme/js")):
                assert get(address + path).headers["content-type"] == type_, path
        found = get(address + "data/entries.csv", Accept_Encoding="gzip, br")
        assert found.body == (host.there / "data/entries.csv.br").read_bytes()
        assert (found.headers["vary"], found.headers["cache-control"]) == (
            "Accept-Encoding",
            "max-age=60",
        )
        kept = get(address + "theme/mingbai.css?v=1a2b").headers["cache-control"]
        assert kept.endswith("immutable")
        assert get(address.rstrip("/")).headers["location"] == "/mingbai/"
        lost = get(address + "a/none/")
        assert lost.status == 404
        assert "没有这个网页" in lost.body.decode()


def test_settings_and_the_path_of_the_address_are_followed(tmp_path: Path, host: Host) -> None:
    """Another host may frame it, HSTS is left out, and a host of its own has no path."""
    own = hosting.nginx("https://qingyuan.example")
    own = re.sub(r"(?m)(set \$mingbai_framed_by ).*$", r'\1"https://gov.example";', own)
    own = re.sub(r"(?m)(set \$mingbai_hsts ).*$", r'\1"";', own)
    with nginx(own, host.there, tmp_path) as address:
        headers = get(f"{address}/").headers
        policy = headers["content-security-policy"]
        assert policy.endswith("frame-ancestors https://gov.example")
        assert "strict-transport-security" not in headers
        assert get(f"{address}/data").headers["location"] == "/data/"
        kept = get(f"{address}/theme/mingbai.css?v=1a2b").headers["cache-control"]
        assert kept.endswith("immutable")

"""The desk answers to its own page on its own machine, and to nobody else."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from desks import DeskWorld, lay, settled
from harness import ROOT
from mingbai.desk.guard import MOST_BYTES, Guard
from mingbai.desk.parcels import WorkFolder, plain_name
from mingbai.desk.server import DeskApp, server
from mingbai.desk.sitting import Sitting

GUARD = Guard("a-token-nobody-knows", 8123)
HOST = {"Host": "127.0.0.1:8123"}
OWN = {**HOST, "Origin": "http://127.0.0.1:8123"}
POSTS = ("files", "hand-in", "parcels/0123456789ab/drop", "handed-in/0123456789ab/take-back")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """A county's repository."""
    return lay(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def sitting(world: DeskWorld) -> Iterator[Sitting]:
    """A desk at work on which nothing lies."""
    made = Sitting(world.desk())
    made.start()
    settled(made)
    yield made
    made.stop()


@pytest.fixture
def client(sitting: Sitting) -> Client:
    """A browser, as far as HTTP goes."""
    return Client(DeskApp(sitting, GUARD, ROOT / "theme"))


def get(client: Client, path: str, **headers: str) -> TestResponse:
    """An address below the token."""
    return client.get(f"/{GUARD.token}/{path}", headers={**HOST, **headers})


def test_the_page_is_there_with_its_token_alone(client: Client) -> None:
    """Without the token, with a wrong or a longer one there is nothing, and it does not say why."""
    assert get(client, "").status_code == 200
    for path in (
        "/",
        "/wrong/",
        f"/{GUARD.token}x/",
        f"/{GUARD.token[:-1]}/",
        f"/x/{GUARD.token}/",
    ):
        refused = client.get(path, headers=HOST)
        assert (refused.status_code, GUARD.token in refused.text) == (404, False)


@pytest.mark.parametrize(
    "host", ["desk.example:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.example:8123", ""]
)
def test_another_host_is_refused(client: Client, host: str) -> None:
    """A stranger's name that points to this machine gets nothing, token or not."""
    assert client.get(f"/{GUARD.token}/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "http://127.0.0.1:8124", "https://127.0.0.1:8123"],
)
def test_nothing_is_changed_for_another_page(
    client: Client, sitting: Sitting, path: str, origin: str | None
) -> None:
    """Whatever would change something needs the page's own origin, and leaves all as it was."""
    before = sitting.state
    headers = HOST if origin is None else {**HOST, "Origin": origin}
    assert client.post(f"/{GUARD.token}/{path}", headers=headers).status_code == 403
    assert sitting.state == before


def test_a_page_of_another_site_is_refused_although_it_has_the_origin(client: Client) -> None:
    """Browsers say where a request comes from; what they call cross-site is."""
    headers = {**OWN, "Sec-Fetch-Site": "cross-site"}
    assert client.post(f"/{GUARD.token}/hand-in", headers=headers).status_code == 403


def test_too_large_is_refused_before_it_is_read(client: Client, sitting: Sitting) -> None:
    """More than the limit, or more fields than a form has: 413, nothing is kept."""
    large = {"CONTENT_LENGTH": str(MOST_BYTES + 1)}
    path = f"/{GUARD.token}/files"
    assert client.post(path, headers=OWN, environ_overrides=large).status_code == 413
    fields = {f"field-{number}": "x" for number in range(3_000)}
    fields["workbooks"] = (io.BytesIO(b"x"), "x.xlsx")  # type: ignore[assignment]
    assert client.post(path, headers=OWN, data=fields).status_code == 413
    assert sitting.desk.work.parcels() == ()


@pytest.mark.parametrize(
    "path",
    [
        "site/../../record.json",
        "site/%2e%2e/%2e%2e/lock",
        "site/..%2f..%2flock",
        "site//etc/passwd",
        "site/%2fetc%2fpasswd",
        "parcels/..%2f..%2ftree/marked",
        "parcels/../marked",
        "handed-in/..%2fparcels/file",
    ],
)
def test_no_path_leads_out_of_the_preview(client: Client, path: str) -> None:
    """Neither plain nor encoded."""
    assert get(client, path).status_code == 404


def test_other_methods_do_nothing(client: Client) -> None:
    """A method that a form does not use is none."""
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE"):
        answer = client.open(f"/{GUARD.token}/hand-in", method=method, headers=OWN)
        assert answer.status_code == 405
    assert get(client, "hand-in").status_code == 405


def test_every_answer_is_closed(client: Client) -> None:
    """No script but its own, no frame, no type guessed, nothing kept by the browser."""
    for answer in (get(client, ""), get(client, "state"), client.get("/", headers=HOST)):
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_only_the_loopback_address_is_listened_on(sitting: Sitting) -> None:
    """Whoever comes over the network finds no port."""
    made, guard = server(sitting, ROOT / "theme")
    try:
        assert made.socket.getsockname() == ("127.0.0.1", guard.port)
        assert made.socket.family == socket.AF_INET
        assert guard.address == f"http://127.0.0.1:{guard.port}/{guard.token}/"
        assert len(guard.token) >= 32
    finally:
        made.close()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("六月.xlsx", "六月.xlsx"),
        ("../../etc/六月.xlsx", "六月.xlsx"),
        ("C:\\账\\六月.xlsx", "六月.xlsx"),
        ("..", "工作簿"),
        ("", "工作簿"),
        (".隐藏.xlsx", "隐藏.xlsx"),
        ("六\n月\x00.xlsx", "六月.xlsx"),
        ("a/..", "工作簿"),
    ],
)
def test_a_name_of_a_file_is_never_a_way(given: str, kept: str, tmp_path: Path) -> None:
    """Folders and control characters go; the workbook lies below its own parcel."""
    work = WorkFolder(tmp_path)
    assert plain_name(given) == kept
    parcel = work.receive(given, b"body", "2026-07-10T09:00:00+08:00")
    assert work.file(parcel).relative_to(tmp_path / "parcels" / parcel.id / "workbook").name == kept
    assert work.parcel("../parcels") is None
    assert work.parcel(parcel.id) == parcel


def test_a_very_long_name_keeps_its_ending(tmp_path: Path) -> None:
    """Disks take 255 bytes; a Chinese character is three."""
    name = plain_name("很" * 200 + ".xlsx")
    assert len(name.encode()) <= 120
    assert name.endswith("很.xlsx")
    assert WorkFolder(tmp_path).receive(name, b"", "2026-07-10T09:00:00+08:00").name == name

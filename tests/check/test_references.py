"""Identities across kinds: what is named, what refers to it, and that no two names are one."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from harness import ROOT, data_folder, line, seal
from mingbai import build
from mingbai.kinds import KINDS
from shared import Shared

REGISTRY = "registry/county/2026"
JUNE = "accounts/baiyang/2026-06"


def told(root: Path, as_of: date | None = None) -> list[str]:
    return [line(issue) for issue in build.check(root, as_of=as_of).issues]


def published(root: Path, day: str) -> Path:
    """The accounts, one package of them published on another day."""
    data = data_folder(root, "accounts")
    path = data / JUNE / "datapackage.json"
    document = json.loads(path.read_text("utf-8")) | {"published": day}
    path.write_text(json.dumps(document), "utf-8")
    return data


def test_a_year_mistyped_is_no_date_of_publication(tmp_path: Path) -> None:
    """Beyond the year after the last announced calendar: refused, whatever today is."""
    assert told(published(tmp_path / "a", "2027-12-31")) == []
    for day in ("2028-01-01", "2062-07-10"):
        assert told(published(tmp_path / day, day)) == [
            f"error future-publication {JUNE}/datapackage.json::published "
            f"found={day} expected=2027-12-31"
        ]


def test_nothing_is_published_after_the_day_the_data_is_for(tmp_path: Path) -> None:
    """With a day given, a later publication is refused."""
    assert told(published(tmp_path, "2026-07-12"), date(2026, 7, 11)) == [
        f"error future-publication {JUNE}/datapackage.json::published "
        "found=2026-07-12 expected=2026-07-11"
    ]


def test_a_folder_is_called_by_a_registered_agency(tmp_path: Path) -> None:
    """A publisher that nobody registered is named."""
    data = data_folder(tmp_path, "accounts")
    (data / "accounts" / "baiyang").rename(data / "accounts" / "baiyan")
    assert f"error unknown-publisher {JUNE.replace('yang', 'yan')}/datapackage.json:: " in "".join(
        f"{said}\n" for said in told(data)
    )


def test_what_is_referred_to_is_there(tmp_path: Path) -> None:
    """An id of another kind that nobody has is refused where it stands."""
    data = data_folder(tmp_path, "registry")
    path = data / REGISTRY / "windows.csv"
    body = path.read_text("utf-8").replace("990121000000", "990121999999", 1)
    path.write_text(body, "utf-8")
    seal(data)
    assert told(data) == [
        f"error unknown-reference {REGISTRY}/windows.csv:2:place_code found=990121999999 expected="
    ]


def test_no_registry_is_said_once(tmp_path: Path) -> None:
    """Without a registry nothing else can be judged."""
    assert told(tmp_path) == ["error no-registry registry:: found= expected="]
    assert [said.split()[1] for said in told(tmp_path / "nowhere")] == ["no-data-folder"]


TWINS = [
    ("complaints", "complaints/office/2026-06/complaints.csv", "complaint_no"),
    ("key_work", "key_work/office/2026/tasks.csv", "task_no"),
]


@pytest.mark.parametrize(("kind", "path", "field"), TWINS)
def test_ids_that_differ_in_case_only_are_refused(
    tmp_path: Path, kind: str, path: str, field: str
) -> None:
    """Two addresses that a disk takes for one never reach the writer."""
    data = data_folder(tmp_path, kind)
    head, first, *rest = (data / path).read_text("utf-8").splitlines()
    own = first.split(",")[0]
    twin = own.lower()
    again = ",".join((twin, *first.split(",")[1:]))
    (data / path).write_text("\n".join((head, first, *rest, again, "")), "utf-8")
    found = [said for said in told(data) if "id-collision" in said]
    assert found == [
        f"error id-collision {path}:2:{field} found={own} expected={twin}",
        f"error id-collision {path}:{len(rest) + 3}:{field} found={twin} expected={own}",
    ]


@pytest.mark.parametrize("name", ["projects", "LPT1", "Index"])
def test_an_id_is_never_a_name_that_is_taken(tmp_path: Path, name: str) -> None:
    """Names of lists, of the index and of devices are no ids."""
    path = "village_affairs/taiping/2026q2/matters.csv"
    data = data_folder(tmp_path, "village_affairs")
    body = (data / path).read_text("utf-8")
    own = body.splitlines()[1].split(",")[0]
    (data / path).write_text(body.replace(own, name), "utf-8")
    found = [said for said in told(data) if "reserved-id" in said]
    assert found
    assert all(f":matter_no found={name} " in said for said in found)


def test_a_kind_reserves_every_word_of_its_addresses(shared: Shared) -> None:
    """What stands beside the pages of ids on the demo portal cannot be one of them.

    Kinds with rules of their own for this (the codes of approvals) are passed over.
    """
    known = shared.site(ROOT / "data").edition.county.known
    ids = frozenset().union(*known.values())
    words: dict[str, set[str]] = {}
    for url in shared.pages(ROOT / "data"):
        kind, *rest = url.strip("/").split("/")
        plain = (part for part in rest if not re.search(r"\d", part))
        words.setdefault(kind, set()).update(part for part in plain if part not in ids)
    for kind in KINDS:
        if not any(scope.has_id_rules for scope in kind.scopes):
            assert words.get(kind.name, set()) == kind.reserved

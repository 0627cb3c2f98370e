"""What `verify` finds in a site: each fault by its name, in its own file, and nothing else.

The site is a small one of made-up files; tests/site/test_verify.py spoils a real one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from logs import corrected, digest, entry, key
from mingbai.history import canonical_json, checkpoints, manifest, notes, served, signatures
from mingbai.history.log import Entry, Log
from mingbai.history.notes import SignerKey
from mingbai.history.signatures import LogKey
from mingbai.history.verification import KeyRefused, NoSite, SiteVerification, sign, verify
from mingbai.issues import Severity

ADDRESS = "gov.example/county"
ORIGIN = f"{ADDRESS}/log"
DAY = date(2026, 9, 1)
OLD, NEW, STRANGER = key(ORIGIN, "old"), key(ORIGIN, "new"), key("else.example", "stranger")
KEYS = (
    LogKey(OLD.verifier, date(2026, 1, 1), date(2026, 8, 1)),
    LogKey(NEW.verifier, date(2026, 7, 1)),
)
SUMS, NOTE = manifest.NAME, manifest.NOTE


def seal(of: Entry, tables: dict[str, str]) -> bytes:
    """The seal of a version with these tables by their CSV, and a list of persons."""
    return canonical_json.dump(
        {
            "form": of.form,
            "kind": of.kind,
            "period": of.period,
            "published": of.published.isoformat(),
            "publisher": of.publisher,
            "root": of.root,
            "rows": of.rows,
            "tables": [
                {"name": "persons", "digest": digest("persons"), "rows": 1},
                *(
                    {"name": n, "digest": sha256(text.encode()).hexdigest(), "root": digest(n)}
                    for n, text in tables.items()
                ),
            ],
        }
    )


def package(of: Entry, words: str) -> tuple[Entry, dict[str, bytes]]:
    """A version, logged as it is, and its files on the site."""
    tables = {"entries": f"id,words\n1,{words}\n", "sheets": f"id\n{of.rows}\n"}
    body = seal(of, tables)
    folder = f"data/{of.package}"
    files = {f"{folder}/{name}.csv": text.encode() for name, text in tables.items()}
    files |= {f"{folder}/seal.json": body, f"{folder}/datapackage.json": b"{}"}
    return replace(of, digest=sha256(body).hexdigest()), files


@dataclass(frozen=True)
class Release:
    """The files of a site, its log; the manifest is written when it is laid."""

    files: dict[str, bytes]
    log: Log


def release(count: int) -> Release:
    """A site of as many packages, the first of them corrected once; checkpoints on the way."""
    files, found = {}, []
    for number in range(count):
        logged, its_files = package(entry(number), f"第 {number} 份")
        found.append(logged)
        files |= its_files
    second, its_files = package(corrected(found[0], entry(count).released), "更正以后")
    found.append(replace(second, replaces=found[0].digest))
    files |= its_files
    tree = Log(tuple(found)).tree
    sizes = sorted({2, count, count + 1})
    bare = [checkpoints.Checkpoint(ORIGIN, size, tree.root(size)) for size in sizes]
    log = Log(tuple(found), (*(c.signed_by(OLD) for c in bare[:-1]), bare[-1].signed_by(NEW)))
    files |= {f"log/{path}": make() for path, make in served.files(log, KEYS)}
    files["edition.json"] = about()
    files |= {f"page-{n}/index.html": f"<p>第 {n} 页</p>".encode() for n in range(5)}
    return Release(files, log)


def about(as_of: str = DAY.isoformat(), site_url: str = f"https://{ADDRESS}/") -> bytes:
    return json.dumps({"as_of": as_of, "site_url": site_url}).encode()


def lay(root: Path, files: dict[str, bytes], *keys: SignerKey) -> Path:
    """A site of these files, with its manifest, signed by these keys."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / ".mingbai.json").write_text("{}", "utf-8")
    return relisted(root, *keys)


def relisted(root: Path, *keys: SignerKey, as_of: date = DAY) -> Path:
    """The same site with a manifest of what is there now, and a note if there are keys."""
    plain = [p for p in root.rglob("*") if p.is_file()]
    sums = {p.relative_to(root).as_posix(): sha256(p.read_bytes()).hexdigest() for p in plain}
    (root / SUMS).write_bytes(manifest.write(sums))
    if keys:
        text = manifest.statement(ADDRESS, (root / SUMS).read_bytes(), as_of).text
        (root / NOTE).write_bytes(notes.signed(text, keys))
    return root


FIRST, SECOND = release(6), release(9)
FOLDER = f"data/{SECOND.log.entries[4].package}"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second release, signed; not to be changed."""
    return lay(tmp_path_factory.mktemp("sound"), SECOND.files, NEW)


@pytest.fixture
def site(sound: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(sound, tmp_path / "site")


def found(verification: SiteVerification) -> list[str]:
    """Each issue as `code path`; warnings in brackets."""
    lines = (f"{issue.code} {issue.path}" for issue in verification.issues)
    return [
        f"({line})" if issue.severity is Severity.WARNING else line
        for line, issue in zip(lines, verification.issues, strict=True)
    ]


def test_a_sound_site_holds(sound: Path) -> None:
    """By its own keys, by a reader's, with every checkpoint that there ever was."""
    plain = verify(sound)
    assert found(plain) == []
    assert (plain.entries, plain.packages, plain.signers) == (10, 9, (NEW.verifier.text,))
    assert plain.files == len(SECOND.files) + 3
    for old in (None, *SECOND.log.checkpoints, replace(SECOND.log.checkpoints[0], signatures=())):
        assert found(verify(sound, [NEW.verifier], old)) == []


def test_a_site_without_signature_or_log_is_told_so(tmp_path: Path) -> None:
    """Warnings, as nothing is wrong; errors, where a reader brings a key or a checkpoint."""
    pages = {path: body for path, body in SECOND.files.items() if path.startswith(("page", "ed"))}
    site = lay(tmp_path / "site", pages)
    assert found(verify(site)) == [f"(site-unsigned {NOTE})", "(site-no-log log/)"]
    assert found(verify(site, [NEW.verifier])) == [
        f"site-signature-absent {NOTE}",
        "(site-no-log log/)",
    ]
    old = SECOND.log.checkpoints[0]
    assert found(verify(site, old=old))[1:] == ["site-log-gone log/"]
    with pytest.raises(NoSite):
        verify(tmp_path)


def test_an_unsigned_log_is_a_warning_to_whoever_brings_no_key(tmp_path: Path) -> None:
    """Only of the newest checkpoint; to whoever brings a key it is an error."""
    newest = replace(SECOND.log.checkpoints[-1], signatures=())
    log = replace(SECOND.log, checkpoints=(*SECOND.log.checkpoints[:-1], newest))
    files = {**SECOND.files, **{f"log/{p}": make() for p, make in served.files(log, KEYS)}}
    site = lay(tmp_path / "site", files, NEW)
    assert found(verify(site)) == ["(checkpoint-unsigned log/checkpoints/10)"]
    assert found(verify(site, [NEW.verifier])) == ["site-signature-absent log/checkpoints/10"]


Change = Callable[[Path], object]


def _write(path: str, content: bytes) -> Change:
    return lambda root: (root / path).write_bytes(content)


def _swap(one: str, other: str) -> Change:
    def change(root: Path) -> None:
        (root / one).rename(root / "aside")
        (root / other).rename(root / one)
        (root / "aside").rename(root / other)

    return change


def _flip(path: str, place: int = 0) -> Change:
    def change(root: Path) -> None:
        content = bytearray((root / path).read_bytes())
        content[place] ^= 1
        (root / path).write_bytes(content)

    return change


PAGE, OTHER_PAGE = "page-1/index.html", "page-2/index.html"
LISTED: dict[str, tuple[Change, list[str]]] = {
    "a byte": (_flip(PAGE), [f"site-file-differs {PAGE}"]),
    "a file that is gone": (
        lambda root: (root / PAGE).unlink(),
        [f"site-file-missing {PAGE}"],
    ),
    "a file that is new": (_write("page-1/x", b""), ["site-file-extra page-1/x"]),
    "a file in a folder that Python would pass over": (
        lambda root: lay_one(root, "__pycache__/x.html"),
        ["site-file-extra __pycache__/x.html"],
    ),
    "a hidden file": (_write(".htaccess", b"x"), ["site-file-extra .htaccess"]),
    "a link": (
        lambda root: (root / "page-1/link").symlink_to(root / PAGE),
        ["site-file-extra page-1/link"],
    ),
    "a link to a folder": (
        lambda root: (root / "page-1/link").symlink_to(root / "page-2"),
        ["site-file-extra page-1/link"],
    ),
    "a file that became a link": (
        lambda root: as_link(root, PAGE),
        [f"site-file-extra {PAGE}", f"site-file-missing {PAGE}"],
    ),
    "two files that changed places": (
        _swap(PAGE, OTHER_PAGE),
        [f"site-file-swapped {PAGE}", f"site-file-swapped {OTHER_PAGE}"],
    ),
    "no manifest": (
        lambda root: (root / SUMS).unlink(),
        [f"site-no-manifest {SUMS}", f"site-note-of-another {NOTE}"],
    ),
    "a broken manifest": (
        _write(SUMS, b"x"),
        [f"site-manifest-broken {SUMS}", f"site-note-of-another {NOTE}"],
    ),
    "a manifest that leaves out a file": (
        lambda root: (root / PAGE).unlink() or relisted(root),
        [f"site-note-of-another {NOTE}"],
    ),
    "no edition": (
        lambda root: (root / "edition.json").unlink(),
        ["site-edition-broken edition.json", "site-file-missing edition.json"],
    ),
    "no note": (lambda root: (root / NOTE).unlink(), [f"site-signature-absent {NOTE}"]),
    "a broken note": (_write(NOTE, b"x"), [f"site-note-broken {NOTE}"]),
    "a note that is cut off": (
        lambda root: (root / NOTE).write_bytes((root / NOTE).read_bytes()[:-20]),
        [f"site-note-broken {NOTE}"],
    ),
    "a note of something else": (
        _write(NOTE, notes.signed("something else\n", [NEW])),
        [f"site-note-broken {NOTE}"],
    ),
    "a wrong key": (
        lambda root: relisted(root, STRANGER),
        [f"site-unknown-key {NOTE}"],
    ),
    "a key after its days": (
        lambda root: relisted(root, OLD),
        [f"site-unknown-key {NOTE}"],
    ),
    "the day of another edition": (
        lambda root: relisted(root, NEW, as_of=date(2026, 9, 2)),
        [f"site-note-of-another {NOTE}"],
    ),
}


def lay_one(root: Path, path: str) -> None:
    """A file in a folder of its own."""
    (root / path).parent.mkdir()
    (root / path).write_bytes(b"x")


def as_link(root: Path, path: str) -> None:
    """The same content, behind a link."""
    (root / path).rename(root.parent / "elsewhere")
    (root / path).symlink_to(root.parent / "elsewhere")


@pytest.mark.parametrize("name", LISTED)
def test_a_site_that_was_changed(name: str, site: Path) -> None:
    """Files against the manifest, the manifest against its note; the reader brings the key."""
    change, expected = LISTED[name]
    change(site)
    assert found(verify(site, [NEW.verifier])) == expected


def test_a_key_out_of_its_days_is_named_with_them(site: Path) -> None:
    """By the days that the site itself gives for it."""
    relisted(site, OLD)
    (issue, *rest) = verify(site, [OLD.verifier, NEW.verifier]).issues
    assert rest == []
    assert (issue.code, issue.expected) == (
        "site-expired-key",
        "2026-01-01 启用、2026-08-01 停用",
    )


LOGGED: dict[str, tuple[Change, list[str]]] = {
    "a line": (_flip("log/log.jsonl", 900), ["log-root-differs log/log.jsonl"]),
    "a lost tail": (
        _write("log/log.jsonl", FIRST.files["log/log.jsonl"][:-1]),
        ["log-line-broken log/log.jsonl"],
    ),
    "no log": (
        lambda root: (root / "log/log.jsonl").unlink(),
        ["log-tail-lost log/log.jsonl", "site-log-file log/log.jsonl"],
    ),
    "no checkpoints": (
        lambda root: shutil.rmtree(root / "log/checkpoints"),
        ["site-log-file log/checkpoints/", "log-ahead log/log.jsonl"],
    ),
    "a checkpoint that is none": (
        _write("log/checkpoints/2", b"x"),
        ["checkpoint-broken log/checkpoints/2"],
    ),
    "a checkpoint that is gone": (
        lambda root: (root / "log/checkpoints/2").unlink(),
        ["site-log-file log/tile/0/000.p/2", "site-log-file log/tile/entries/000.p/2"],
    ),
    "an older checkpoint in front": (
        _write("log/checkpoint", FIRST.files["log/checkpoint"]),
        ["site-log-file log/checkpoint"],
    ),
    "a hash": (_flip("log/tile/0/000.p/2"), ["site-log-file log/tile/0/000.p/2"]),
    "a record": (_flip("log/tile/entries/000.p/9", 5), ["site-log-file log/tile/entries/000.p/9"]),
    "a tile that is gone": (
        lambda root: (root / "log/tile/0/000.p/10").unlink(),
        ["site-log-file log/tile/0/000.p/10"],
    ),
    "a tile too many": (
        _write("log/tile/0/000.p/7", b"x"),
        ["site-log-file log/tile/0/000.p/7"],
    ),
    "broken keys": (
        _write("log/keys.json", b"[]"),
        [
            "checkpoint-unknown-key log/checkpoints/2",
            "checkpoint-unknown-key log/checkpoints/9",
            "site-keys-broken log/keys.json",
            "site-log-file log/keys.json",
        ],
    ),
    "another county": (
        _write("edition.json", about(site_url="https://other.example")),
        [
            f"site-note-foreign {NOTE}",
            "checkpoint-foreign log/checkpoints/10",
            "checkpoint-foreign log/checkpoints/2",
            "checkpoint-foreign log/checkpoints/9",
        ],
    ),
    "a cell": (_flip(f"{FOLDER}/entries.csv"), [f"site-table-differs {FOLDER}/entries.csv"]),
    "a table that is gone": (
        lambda root: (root / f"{FOLDER}/sheets.csv").unlink(),
        [f"site-table-differs {FOLDER}/sheets.csv"],
    ),
    "a table too many": (
        _write(f"{FOLDER}/persons.csv", b"x"),
        [f"site-table-differs {FOLDER}/persons.csv"],
    ),
    "a seal": (
        lambda root: (root / f"{FOLDER}/seal.json").write_bytes(b"{}"),
        [f"site-package-version {FOLDER}/seal.json"],
    ),
    "a package that is gone": (
        lambda root: shutil.rmtree(root / FOLDER),
        [f"site-package-gone {FOLDER}/seal.json"],
    ),
    "a package that is not logged": (
        lambda root: shutil.copytree(root / FOLDER, root / "data/accounts/town-7/2026-01"),
        ["site-package-not-logged data/accounts/town-7/2026-01"],
    ),
}


@pytest.mark.parametrize("name", LOGGED)
def test_a_site_that_contradicts_its_log(name: str, site: Path) -> None:
    """Changed and signed anew by the publisher's own key: what the manifest does not betray."""
    change, expected = LOGGED[name]
    change(site)
    relisted(site, NEW)
    assert found(verify(site, [NEW.verifier])) == expected


def test_an_older_version_in_the_place_of_the_newest(site: Path) -> None:
    """A publisher who undoes a correction on the site: the log says that there was one."""
    _, former = package(entry(0), "第 0 份")
    for path, content in former.items():
        (site / path).write_bytes(content)
    relisted(site, NEW)
    (issue,) = verify(site).issues
    assert issue.code == "site-package-version"
    assert issue.values["number"] == "10"


def test_a_former_version_in_its_own_place(site: Path) -> None:
    """Beside the newest, as `v1`: byte for byte what the log has of it, or named."""
    _, former = package(entry(0), "第 0 份")
    place = f"data/{entry(0).package}/v1"
    for path, content in former.items():
        (site / place).mkdir(exist_ok=True)
        (site / place / path.rpartition("/")[2]).write_bytes(content)
    assert found(verify(relisted(site, NEW))) == []
    _flip(f"{place}/entries.csv")(site)
    assert found(verify(relisted(site, NEW))) == [f"site-table-differs {place}/entries.csv"]
    shutil.copyfile(site / f"data/{entry(0).package}/seal.json", site / f"{place}/seal.json")
    assert found(verify(relisted(site, NEW))) == [f"site-package-version {place}/seal.json"]
    (site / place).rename(site / f"data/{entry(0).package}/v3")
    assert found(verify(relisted(site, NEW))) == [
        f"site-package-not-logged data/{entry(0).package}/v3"
    ]


def test_a_seal_that_contradicts_its_entry(tmp_path: Path) -> None:
    """Its bytes are those that were logged, what it says is not."""
    body = seal(entry(5), {})
    wrong = replace(entry(5), digest=sha256(body).hexdigest(), rows=77)
    log = Log((wrong,), (checkpoints.of(ORIGIN, Log((wrong,)).tree).signed_by(NEW),))
    files = {f"log/{path}": make() for path, make in served.files(log, KEYS)}
    files |= {f"data/{wrong.package}/seal.json": body, "edition.json": about()}
    (issue,) = verify(lay(tmp_path, files, NEW)).issues[:1]
    assert (issue.code, issue.field, issue.found, issue.expected) == (
        "site-seal-differs",
        "rows",
        "5",
        "77",
    )


def test_an_older_site_and_a_rewritten_log(site: Path, tmp_path: Path) -> None:
    """Sound in itself and signed: only a checkpoint that was kept betrays it."""
    older = lay(tmp_path / "older", FIRST.files, NEW)
    assert found(verify(older, [NEW.verifier])) == []
    newest = SECOND.log.checkpoint
    assert found(verify(older, [NEW.verifier], newest)) == ["site-older log/checkpoint"]
    other = FIRST.log.checkpoint
    assert other is not None
    assert found(verify(site, [NEW.verifier], other)) == ["site-log-rewritten log/checkpoint"]
    foreign = replace(other, origin="other.example/log")
    assert found(verify(site, old=foreign)) == ["site-checkpoint-foreign log/checkpoint"]


def test_sign_writes_the_note_that_verify_wants(site: Path) -> None:
    """Over whatever note was there; a second key of the same manifest stands beside the first."""
    (site / NOTE).write_bytes(b"broken")
    assert sign(site, NEW) == ()
    assert found(verify(site, [NEW.verifier])) == []
    before = (site / NOTE).read_bytes()
    assert sign(site, NEW) == ()
    assert (site / NOTE).read_bytes() == before


def test_sign_refuses_a_site_that_is_not_as_listed(site: Path) -> None:
    """Nothing is written, every fault is named."""
    before = (site / NOTE).read_bytes()
    _flip(PAGE)(site)
    (site / OTHER_PAGE).unlink()
    assert {issue.path for issue in sign(site, NEW)} == {PAGE, OTHER_PAGE}
    assert (site / NOTE).read_bytes() == before


def test_sign_refuses_a_key_that_counts_for_nothing(site: Path, tmp_path: Path) -> None:
    """Unknown to the site, or not valid on its day; a site that names no keys takes any."""
    with pytest.raises(KeyRefused) as refused:
        sign(site, STRANGER)
    assert refused.value.known is None
    with pytest.raises(KeyRefused) as refused:
        sign(site, OLD)
    assert refused.value.known == KEYS[0]
    bare = lay(tmp_path / "bare", {"edition.json": about()})
    assert sign(bare, STRANGER) == ()
    assert sign(bare, NEW) == ()
    assert found(verify(bare, [NEW.verifier, STRANGER.verifier])) == ["(site-no-log log/)"]
    assert len(verify(bare, [NEW.verifier, STRANGER.verifier]).signers) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n",
        b"[1]\n",
        b'[{"since":"2026-01-01","vkey":"x"}]\n',
        b'[{"since":"x","until":null,"vkey":"x"}]\n',
        b'[{"since":"2026-01-01","until":null,"vkey":"x"}]\n',
        served.keys_file(KEYS)[:-1],
        served.keys_file(KEYS).replace(b"2026-01-01", b"20260101"),
    ],
)
def test_a_file_of_keys_that_is_none(site: Path, content: bytes) -> None:
    """Whatever it is: named, never an exception."""
    (site / "log/keys.json").write_bytes(content)
    assert "site-keys-broken log/keys.json" in found(verify(site, [NEW.verifier]))


def test_keys_are_read_as_they_were_written() -> None:
    """With their days."""
    assert served.parse_keys(served.keys_file(KEYS)) == KEYS
    assert served.parse_keys(served.keys_file(())) == ()
    assert signatures.parse(KEYS[0].document) == KEYS[0]

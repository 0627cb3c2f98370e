"""`data/history/versions/` -> former versions of packages, byte for byte as they were published.

A version lies in `<kind>/<publisher>/<period>/<digest>/`: seal.json, whose sha256 is the digest,
the descriptor, the canonical CSV of each table, attachments and forms. A person list is never kept.
Where personal data had to be erased, a tombstone alone lies there.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.history import canonical, canonical_json, seals
from mingbai.history.canonical_json import NotCanonical
from mingbai.history.seals import Seal
from mingbai.issues import Issue, Rule
from mingbai.read import Package
from mingbai.read.package import folders
from mingbai.tabular import TextTable

FOLDER = "history/versions"
DESCRIPTOR = "datapackage.json"
TOMBSTONE = "erased.json"
_LIMIT = 64 * folders.MEGABYTE

MISSING_VERSION = Rule(
    code="former-version-missing",
    title="缺公开过的那一版",
    message="这个数据包改过，公开过的那一版（{expected}）没有留下来，没法比。",
    remedy="运行 mingbai correct {package}，它从版本库取回公开过的那一版，再起草更正。",
    meaning="改了公开过的数据，原来那一版要留着：谁都能看见改了什么。",
)
BROKEN_VERSION = Rule(
    code="former-version-broken",
    title="留存的旧版被改过",
    message="留存的旧版被改过：{found}",
    remedy="旧版从不手改：用 git checkout -- data/history/versions 取回这个文件夹原来的样子。",
    meaning="留存的每一版，文件的校验值要和它的封签一致，封签要和文件夹名一致。",
)

RULES = (MISSING_VERSION, BROKEN_VERSION)


@dataclass(frozen=True)
class Version:
    """A former version of a package. path: its folder, POSIX below the data folder.

    tables: the canonical bytes of each table but person lists, by name.
    """

    path: str
    seal: Seal
    tables: Mapping[str, bytes]

    def cells(self, name: str) -> pl.DataFrame:
        """The cells of a table: a String column a field, null where absent."""
        body = self.tables[name]
        heading = body.partition(b"\n")[0].decode()
        if body.count(b"\n") == 1:
            return pl.DataFrame(schema=dict.fromkeys(heading.split(","), pl.String))
        return pl.read_csv(io.BytesIO(body), infer_schema=False)


def place(package: str, digest: str) -> str:
    """The folder of a version, POSIX below the data folder."""
    return f"{FOLDER}/{package}/{digest}"


def read(root: Path, package: str, digest: str) -> Version | Issue:
    """A former version, proved by its digest; or what is wrong with it."""
    path = place(package, digest)
    if not (root / path).is_dir() or is_erased(root, package, digest):
        where = f"{package}/{DESCRIPTOR}"
        return MISSING_VERSION.issue(where, expected=f"{digest[:12]}…", package=package)
    sealed = _seal(root, path)
    if isinstance(sealed, Issue):
        return sealed
    tables: dict[str, bytes] = {}
    for name, table in sealed.tables.items():
        if "root" in table:  # person lists have none, and are not kept
            body = _content(root, f"{path}/{name}.csv", str(table["digest"]))
            if isinstance(body, Issue):
                return body
            tables[name] = body
    for file, digest_of_file in sealed.files.items():
        body = _content(root, f"{path}/{file}", digest_of_file)
        if isinstance(body, Issue):
            return body
    return Version(path, sealed, tables)


def is_erased(root: Path, package: str, digest: str) -> bool:
    """Whether a tombstone lies in place of a version."""
    return (root / place(package, digest) / TOMBSTONE).is_file()


def check(root: Path) -> Iterator[Issue]:
    """What is wrong with any former version that is kept."""
    for folder in sorted((root / FOLDER).glob("*/*/*/*")):
        kind, publisher, period, digest = folder.parts[-4:]
        if is_erased(root, f"{kind}/{publisher}/{period}", digest):
            yield from _beside_a_tombstone(folder.relative_to(root).as_posix(), folder)
            continue
        version = read(root, f"{kind}/{publisher}/{period}", digest)
        if isinstance(version, Issue):
            yield version


def write(root: Path, seal: Seal, tables: Mapping[str, bytes], files: Mapping[str, bytes]) -> Path:
    """Keep a version; one that is kept already stays. files: attachments, forms, the descriptor.

    Tables that the seal gives no root are left out: they list persons. Raises ValueError where a
    file is not the one that was sealed.
    """
    facts = seal.document
    package = f"{facts['kind']}/{facts['publisher']}/{facts['period']}"
    folder = root / place(package, seal.digest)
    offered = {name: table for name, table in seal.tables.items() if "root" in table}
    expected = {f"{name}.csv": str(table["digest"]) for name, table in offered.items()} | dict(
        seal.files
    )
    bodies = {f"{name}.csv": body for name, body in tables.items() if name in offered} | dict(files)
    for name, digest in expected.items():
        if hashlib.sha256(bodies[name]).hexdigest() != digest:
            raise ValueError(f"{package}/{name} is not the file that was sealed")
    for name, body in {seals.FILE: seal.body, **bodies}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return folder


def keep(root: Path, package: Package, seal: Seal, tables: Mapping[str, TextTable]) -> Path:
    """Keep the version that a package is now, from wherever it lies, in a data folder `root`.

    seal, tables: of that package. Raises ValueError where a file is not the one that was sealed.
    """
    folder = package.root / package.path
    descriptor = without_persons((folder / DESCRIPTOR).read_bytes(), seal)
    return write(
        root,
        seal,
        {name: canonical.file(table) for name, table in tables.items()},
        {DESCRIPTOR: descriptor, **{path: (folder / path).read_bytes() for path in seal.files}},
    )


def _beside_a_tombstone(path: str, folder: Path) -> Iterator[Issue]:
    """Whatever lies where a version was erased."""
    for inside in sorted(folder.iterdir()):
        if inside.name != TOMBSTONE:
            yield BROKEN_VERSION.issue(f"{path}/{inside.name}", found="这一版已经依法删去")


def without_persons(descriptor: bytes, seal: Seal) -> bytes:
    """A descriptor without the salts of person lists, which are no part of a kept version."""
    document = json.loads(descriptor)
    resources = [
        {name: value for name, value in resource.items() if name != "salt"}
        for resource in document.get("resources", ())
        if "root" in seal.tables.get(resource["name"], {})
    ]
    text = json.dumps({**document, "resources": resources}, ensure_ascii=False, indent=2)
    return text.encode() + b"\n"


def _seal(root: Path, path: str) -> Seal | Issue:
    body = _content(root, f"{path}/{seals.FILE}", path.rpartition("/")[2])
    if isinstance(body, Issue):
        return body
    try:
        document = canonical_json.load(body)
    except NotCanonical as fault:
        return BROKEN_VERSION.issue(f"{path}/{seals.FILE}", found=str(fault))
    assert isinstance(document, dict)  # its digest is that of a seal
    return Seal(document)


def _content(root: Path, path: str, digest: str) -> bytes | Issue:
    """A file's bytes, if they have that sha256; or the issue."""
    body = folders.content(root, path, _LIMIT)
    if isinstance(body, Issue):
        return BROKEN_VERSION.issue(path, found="文件不在，或者读不了")
    sha256 = hashlib.sha256(body).hexdigest()
    if sha256 != digest:
        words = f"封签写的校验值是 {digest[:12]}…，文件的是 {sha256[:12]}…"
        return BROKEN_VERSION.issue(path, found=words)
    return body

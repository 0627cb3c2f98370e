"""Where a published version may still lie -> kept in `versions/`: git, a data folder, a site."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from mingbai.history import canonical_json, drafting, gate, log, seals, versions
from mingbai.history.seals import Seal
from mingbai.read import package, tables
from mingbai.schema import Schemas


def fetch(
    root: Path, path: str, digest: str, schemas: Schemas, elsewhere: Path | None = None
) -> bool:
    """Keep the version of a package with that digest, from where it is found first.

    elsewhere: another data folder, or a built site; the commits of the data folder otherwise.
    """
    if (root / versions.place(path, digest)).is_dir():
        return True
    if elsewhere is not None and (elsewhere / "data" / path / seals.FILE).is_file():
        folder = elsewhere / "data" / path
        versions_there = (folder, *sorted(folder.glob("v*")))
        return any(_from_site(root, path, digest, one) for one in versions_there)
    if elsewhere is not None:
        return _from_data(root, path, digest, schemas, elsewhere)
    committed = _committed(root, path)
    return any(_from_data(root, path, digest, schemas, folder) for folder in committed)


def keep_changed(
    root: Path, paths: Iterable[str], schemas_by_kind: Mapping[str, Schemas], today: date
) -> tuple[str, ...]:
    """Keep the published versions of packages that are otherwise now, as far as git has them.

    paths: of sealed packages. Those whose version was found and kept: what was changed in them can
    be named now, cell by cell.
    """
    known, wanted = log.read(root), frozenset(paths)
    fetched: list[str] = []
    for kind in sorted({path.partition("/")[0] for path in wanted & known.newest.keys()}):
        schemas = schemas_by_kind[kind]
        packages, _ = package.find(root, {kind: schemas})
        data, _ = tables.read(schemas, [one for one in packages if one.kind == kind])
        for issue in gate.check(root, {kind: data}, known, today).issues:
            path = issue.path.rpartition("/")[0]
            is_lost = issue.code == versions.MISSING_VERSION.code and path in wanted
            if is_lost and fetch(root, path, known.newest[path].digest, schemas):
                fetched.append(path)
    return tuple(fetched)


def _from_data(root: Path, path: str, digest: str, schemas: Schemas, data: Path) -> bool:
    """Keep a package of a data folder, if it is that version."""
    one = drafting.sealed_package(data, path, schemas)
    if one is None or one.seal.digest != digest:
        return False
    one.keep(root)
    return True


def _from_site(root: Path, path: str, digest: str, folder: Path) -> bool:
    """Keep a version as a folder of a site publishes it, if it is that version, whole.

    Its attachments are those of the data folder.
    """
    try:
        body = (folder / seals.FILE).read_bytes()
        if hashlib.sha256(body).hexdigest() != digest:
            return False
        seal = Seal(canonical_json.load(body))  # type: ignore[arg-type]  # its digest is a seal's
        names = [name for name, table in seal.tables.items() if "root" in table]
        bodies = {name: (folder / f"{name}.csv").read_bytes() for name in names}
        files = {name: (root / path / name).read_bytes() for name in seal.files}
    except OSError:  # the site offers less than the version had, or the attachment is gone here
        return False
    document = {**seal.document, "resources": [{"name": n, "path": f"{n}.csv"} for n in names]}
    facts = {n: v for n, v in document.items() if n in (*seals.FACTS, "published", "resources")}
    descriptor = json.dumps(
        {"name": path.replace("/", "-").replace("_", "-"), **facts}, ensure_ascii=False, indent=2
    )
    try:
        versions.write(root, seal, bodies, {versions.DESCRIPTOR: descriptor.encode(), **files})
    except ValueError:
        return False
    return True


def _committed(root: Path, path: str) -> Iterator[Path]:
    """The data folder as it was in each commit that changed a package, the newest first.

    Only its kind is there. Nothing where the folder is in no repository.
    """
    places = _git(root, "rev-parse", "--show-toplevel", "--show-prefix")
    if places is None:
        return
    top, below = places.decode().split("\n")[:2]
    commits = _git(root, "log", "--format=%H", "--", path) or b""
    for commit in commits.decode().split():
        kind = f"{below}{path.partition('/')[0]}"
        archive = _git(Path(top), "archive", "--format=tar", f"{commit}:{kind}")
        if archive is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / path.partition("/")[0]
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(place, filter="data")
            yield Path(folder)


def _git(root: Path, *words: str) -> bytes | None:
    """What git says; None where it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603  # fixed words, no shell
            ["git", "-C", str(root), *words],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None

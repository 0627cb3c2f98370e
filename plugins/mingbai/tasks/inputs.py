"""What a task read of an edition, by its key -> what stands there now, as a digest.

A key is a word and what it is asked of: `table accounts entries`, `county places`, `setting phone`.
Each is looked up once a build, however many tasks read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields

from mingbai import fingerprints
from mingbai.county import CommonFrame, Frame
from mingbai.fingerprints import Contents
from mingbai.history.releases import ReleasedVersion
from mingbai.model import Edition, KindPart
from mingbai.read import Package
from mingbai.read.package import fingerprint
from mingbai.tasks.content import digest
from mingbai.tasks.parts import Proved, SeenEdition, told_of

# Of these a part of a kind sees its own share; of all others every task sees the same.
_OF_PARTS = frozenset(
    {
        "corrections",
        "dues",
        "files",
        "kind",
        "packages",
        "releases",
        "states",
        "table",
        "upcoming",
        "verdicts",
        "warnings",
    }
)


# Of a package: not where it lies, nor what speaks of its files.
_TOLD = tuple(f.name for f in fields(Package) if f.name not in ("root", "descriptor", "files"))


class Digests:
    """The digests of an edition. others: by the word of a key, of what is no part of an edition.

    prints: the fingerprints of packages that are known already, by path. contents: where the sha256
    of a file is known from; None: each is hashed.
    """

    def __init__(
        self,
        edition: Edition,
        others: Mapping[str, Callable[[str], str]],
        prints: Mapping[str, str] | None = None,
        contents: Contents | None = None,
    ) -> None:
        self._edition = edition
        self._others = others
        self._proved = Proved()
        self._seen: dict[str, SeenEdition] = {}
        self._prints = dict(prints or {})
        self._contents = contents
        self._known: dict[tuple[str, str], str] = {}
        packages = (p for tables in edition.tables.values() for p in tables.packages)
        self._folders = {p.path: p for p in packages}

    def seen(self, part: KindPart | None) -> SeenEdition:
        """What a part sees; the same object whoever asks."""
        name = _name(part)
        if name not in self._seen:
            self._seen[name] = SeenEdition(self._edition, part, self._proved)
        return self._seen[name]

    def digest(self, key: str, part: KindPart | None = None) -> str:
        """What stands there now; "" where it stands no more."""
        word, _, rest = key.partition(" ")
        seen_by = part if word in _OF_PARTS else None
        place = (_name(seen_by), key)
        if place not in self._known:
            if word in self._others:
                self._known[place] = self._others[word](rest)
            else:
                self._known[place] = _LOOK_UP[word](self, self.seen(seen_by), rest)
        return self._known[place]

    def package(self, path: str) -> Package | None:
        """The package of a folder; None where it is gone."""
        return self._folders.get(path)

    def of_folder(self, path: str) -> str:
        """Every file in the folder of a package; "" where it is gone."""
        if path not in self._prints:
            known = path in self._folders
            self._prints[path] = fingerprint(self._folders[path]) if known else ""
        return self._prints[path]

    def of_file(self, path: str, file: str) -> str:
        """One file of a package."""
        place = self._folders[path].root / file
        if self._contents is None:
            return fingerprints.content(place)
        return self._contents(str(place), place.stat(follow_symlinks=False))


def _name(part: KindPart | None) -> str:
    return "" if part is None else f"{part.kind}/{part.name}"


def _descriptor(inputs: Digests, _: SeenEdition, path: str) -> str:
    package = inputs.package(path)
    return digest(told_of(package)) if package is not None else ""


def _packages(_: Digests, seen: SeenEdition, kind: str) -> str:
    """What packages say of themselves; which tables they have is read by another key."""
    return digest([[getattr(p, name) for name in _TOLD] for p in seen.tables(kind).packages])


def _files(_: Digests, seen: SeenEdition, kind: str) -> str:
    """Which tables each package has."""
    return digest([(p.path, p.files) for p in seen.tables(kind).packages])


def _table(inputs: Digests, seen: SeenEdition, rest: str) -> str:
    """The bytes of its files, and what each package says of them: how they are to be read."""
    kind, name = rest.split(" ")
    hasher = hashlib.sha256()
    for package in seen.tables(kind).packages:
        if name in package.files:
            resources = package.descriptor.get("resources", ())
            resources_of_name = [one for one in resources if one.get("name") == name]
            digest_of_table = digest((package.path, package.files[name], resources_of_name))
            hasher.update(
                f"{digest_of_table}{inputs.of_file(package.path, package.files[name])}".encode()
            )
    return hasher.hexdigest()


def _kind(inputs: Digests, seen: SeenEdition, kind: str) -> str:
    packages = seen.tables(kind).packages
    return digest([(inputs.of_folder(p.path), p.public_since) for p in packages])


def _verdicts(_: Digests, seen: SeenEdition, kind: str) -> str:
    return digest([(check.rule.code, verdict) for check, verdict in seen.verdicts(kind)])


def _names(_: Digests, seen: SeenEdition, scope: str) -> str:
    names = seen.edition.names.values()
    return digest([name for name in names if not scope or name.scope == scope])


def _disclosures(_: Digests, seen: SeenEdition, rest: str) -> str:
    """Each with the path of its package; the packages once."""
    del rest
    packages = {d.package.path: (d.package, d.package.files) for d in seen.disclosures}
    facts = [
        (d.id, d.package.path, d.url, d.title, d.summary, d.published, d.place, d.agency)
        for d in seen.edition.disclosures
    ]
    return digest((facts, packages))


def _releases(_: Digests, seen: SeenEdition, rest: str) -> str:
    del rest
    return _of_versions(seen.releases)


def _corrections(_: Digests, seen: SeenEdition, rest: str) -> str:
    del rest
    return _of_versions(seen.corrections)


def _of_versions(versions: Sequence[ReleasedVersion]) -> str:
    facts = [
        ((r.number, r.order, r.is_current, r.is_offered), r.entry, r.seal.digest, r.corrections)
        for r in versions
    ]
    return digest((facts, [r.changes for r in versions]))


def _open_data(_: Digests, seen: SeenEdition, rest: str) -> str:
    del rest
    facts = [(p.name, p.package, fingerprint(p.package)) for p in seen.edition.open_data]
    return digest(facts)


def _frame(_: Digests, seen: SeenEdition, rest: str) -> str:
    """The columns of an offered frame that are read."""
    id_, columns = rest.split(" ")
    kind, name = id_.split(".")
    return digest(
        seen.edition.county.frame(Frame(kind, name, dict.fromkeys(columns.split(","), "")))
    )


def _publishers(_: Digests, seen: SeenEdition, name: str) -> str:
    return digest(seen.edition.county.publishers_of(CommonFrame(name, {})))


def _threshold(_: Digests, seen: SeenEdition, key: str) -> str:
    county = seen.edition.county
    return digest([county.threshold(one) for one in county.thresholds if one.key == key])


def _checkpoint(_: Digests, seen: SeenEdition, number: str) -> str:
    log = seen.edition.log
    is_there = log.checkpoint is not None and log.checkpoint.size >= int(number)
    return digest(log.first_checkpoint(int(number))) if is_there else ""


def _seal(_: Digests, seen: SeenEdition, path: str) -> str:
    seal = seen.edition.seals.get(path)
    return seal.digest if seal else ""


_LOOK_UP: Mapping[str, Callable[[Digests, SeenEdition, str], str]] = {
    "packages": _packages,
    "files": _files,
    "table": _table,
    "kind": _kind,
    "folder": lambda inputs, _, path: inputs.of_folder(path),
    "descriptor": _descriptor,
    "verdicts": _verdicts,
    "names": _names,
    "disclosures": _disclosures,
    "releases": _releases,
    "corrections": _corrections,
    "is_released": lambda _, seen, __: digest(seen.edition.is_released),
    "open_data": _open_data,
    "open_data_left_out": lambda _, seen, __: digest(seen.edition.open_data_left_out),
    "frame": _frame,
    "publishers": _publishers,
    "threshold": _threshold,
    "seal": _seal,
    "sealed": lambda _, seen, __: digest(sorted(seen.edition.seals)),
    "setting": lambda _, seen, key: digest(seen.edition.county.setting(key)),  # type: ignore[arg-type]
    "has": lambda _, seen, kind: digest(seen.edition.has(kind)),
    "readable": lambda _, seen, kind: digest(kind in seen.edition.county.packages),
    "county": lambda _, seen, name: digest(getattr(seen.edition.county, name)),
    "known": lambda _, seen, scope: digest(seen.edition.county.known.get(scope)),
    "day": lambda _, seen, __: seen.edition.county.as_of.isoformat(),
    "states": lambda _, seen, scope: digest(seen.states(scope)),
    "dues": lambda _, seen, __: digest(seen.dues),
    "upcoming": lambda _, seen, __: digest(seen.upcoming),
    "warnings": lambda _, seen, __: digest(seen.warnings),
    "reconciled": lambda _, seen, __: digest(seen.edition.reconciled),
    "checkpoint": _checkpoint,
    "log": lambda _, seen, __: digest(seen.edition.log),
}

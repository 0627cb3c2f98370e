"""Two Editions -> packages that are new, withdrawn or gone, and each cell that was changed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingbai.history import canonical, corrections, differences
from mingbai.history.corrections import Correction
from mingbai.history.differences import Change
from mingbai.history.log import Entry
from mingbai.history.releases import ReleasedVersion
from mingbai.history.seals import Seal
from mingbai.model import Edition, Kind
from mingbai.portal.corrections import change_lines
from mingbai.preview.consequences import Consequence, Move
from mingbai.schema import Schema
from mingbai.tabular import TextTable

Texts = Mapping[str, TextTable]
_WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ChangedPackage:
    """A package that both sides have, of another content; `version` tells what it changes.

    is_withdrawn, is_reinstated: whether it is taken back now, or public again.
    """

    path: str
    kind: Kind
    version: ReleasedVersion
    is_withdrawn: bool
    is_reinstated: bool


def changed(kinds: Sequence[Kind], before: Edition, after: Edition) -> tuple[ChangedPackage, ...]:
    """Every changed package, by kind and path."""
    old, new = before.seals, after.seals
    paths = [
        path for path in sorted(old.keys() & new.keys()) if old[path].digest != new[path].digest
    ]
    return tuple(one for kind in kinds for one in _of_kind(kind, paths, before, after))


def moved(
    packages: Sequence[ChangedPackage], before: Edition, after: Edition
) -> Iterator[Consequence]:
    """By package: whether it is new, withdrawn or gone, else every change of what it says."""
    old, new = before.seals, after.seals
    for path in sorted(old.keys() ^ new.keys()):
        yield _whole(path, old.get(path), new.get(path))
    for package in packages:
        if package.is_withdrawn:
            yield _withdrawal(package)
        elif package.is_reinstated:
            yield _reinstatement(package)
        else:
            yield from _cells(package, after)


def erased(packages: Sequence[ChangedPackage], after: Edition) -> frozenset[str]:
    """What the law wants gone: texts that stood in the base and are not to be told again."""
    texts: set[str] = set()
    for package in packages:
        schemas = {schema.name: schema for schema in package.kind.schemas}
        lines = change_lines(package.version, package.kind, after)
        for change, line in zip(package.version.changes, lines, strict=True):
            if line.correction is not None and line.correction.is_erasure:
                texts |= {change.before} if change.field else _free_texts(change, schemas)
    return frozenset(text for text in texts if text)


def _free_texts(change: Change, schemas: Mapping[str, Schema]) -> set[str]:
    """The cells of a row that could name a person: texts of no list, that refer to nothing."""
    schema = schemas.get(change.table)
    cells = next(csv.reader([change.before]), [])
    if schema is None or not change.row:
        return set()
    return {
        cell
        for field, cell in zip(schema.fields, cells, strict=False)
        if field.type == "string" and not (field.enum or field.refers or field.identifies)
    }


def _of_kind(
    kind: Kind, paths: Sequence[str], before: Edition, after: Edition
) -> Iterator[ChangedPackage]:
    paths_of_kind = {path for path in paths if path.partition("/")[0] == kind.name}
    was, now = (canonical.text_tables(e.tables[kind.name], paths_of_kind) for e in (before, after))
    for path in sorted(paths_of_kind):
        seals, texts = (
            (before.seals[path], after.seals[path]),
            (was.get(path, {}), now.get(path, {})),
        )
        was_withdrawn, is_withdrawn = (_WITHDRAWN in seal.facts for seal in seals)
        is_whole = was_withdrawn != is_withdrawn
        changes = () if is_whole else tuple(_changes(path, kind, seals, texts))
        reasons = _corrections(texts[1])[len(_corrections(texts[0])) :]
        version = _version(path, seals[1], changes, reasons)
        yield ChangedPackage(
            path,
            kind,
            version,
            is_withdrawn=is_whole and is_withdrawn,
            is_reinstated=is_whole and was_withdrawn,
        )


def _whole(path: str, was: Seal | None, now: Seal | None) -> Consequence:
    """A package that one side alone has."""
    seal = now or was
    assert seal is not None
    title, rows = seal.document["title"], sum(int(t["rows"]) for t in seal.tables.values())
    return Consequence(
        id=path,
        move=Move.NEW if now else Move.GONE,
        words=f"{title}：{'新的一份' if now else '整份没有了'}，{rows:,} 行",
        is_bad=now is None,
    )


def _withdrawal(package: ChangedPackage) -> Consequence:
    document = package.version.seal.document
    why = document[_WITHDRAWN]
    return Consequence(
        id=package.path,
        move=Move.GONE,
        words=f"{document['title']}：撤回（{why['reason']}，{why['words']}）",
        is_bad=True,
    )


def _reinstatement(package: ChangedPackage) -> Consequence:
    """A package that was withdrawn is public again: why, and how much."""
    version = package.version
    back = (one for one in version.corrections if one.change.field == _WITHDRAWN)
    reasons = "".join(f"（{one.reason}，{one.words}）" for one in back)
    title, rows = version.seal.document["title"], version.entry.rows
    return Consequence(
        id=package.path,
        move=Move.NEW,
        words=f"{title}：恢复公开{reasons}，{rows:,} 行",
    )


def _cells(package: ChangedPackage, after: Edition) -> Iterator[Consequence]:
    """Each change of a package."""
    lines = change_lines(package.version, package.kind, after)
    for change, line in zip(package.version.changes, lines, strict=True):
        yield Consequence(
            id="/".join(filter(None, (package.path, *change.place))),
            move=Move.CHANGED,
            words=f"{line.title}，{line.what}，{line.before} → {line.after}",
            why=_why(package, line.correction),
            url=line.url or "",
            before=line.before,
            after=line.after,
        )


def _changes(
    path: str, kind: Kind, seals: tuple[Seal, Seal], texts: tuple[Texts, Texts]
) -> Iterator[Change]:
    """Changes of facts, files, rows and cells; of person lists only that they changed."""
    was, now = texts
    yield from differences.of_seals(*seals)
    for schema in kind.schemas:
        if schema.is_person_list or (schema.name not in was and schema.name not in now):
            continue
        yield from _of_table(schema.at(path.rpartition("/")[2]), was, now)


def _of_table(schema: Schema, was: Texts, now: Texts) -> tuple[Change, ...]:
    cells = (texts[schema.name].cells if schema.name in texts else None for texts in (was, now))
    return differences.of_table(schema, *cells)


def _corrections(texts: Texts) -> tuple[Correction, ...]:
    table = texts.get(corrections.SCHEMA.name)
    return () if table is None else corrections.of_cells(table.cells)


def _version(
    path: str, seal: Seal, changes: tuple[Change, ...], reasons: tuple[Correction, ...]
) -> ReleasedVersion:
    """The present package as the version that it would become, told as versions are told."""
    kind, publisher, period = path.split("/")
    published = date.fromisoformat(str(seal.document["published"]))
    entry = Entry(
        action="correct",
        approved_by=str(seal.document["approved_by"]),
        digest=seal.digest,
        form=int(seal.document["form"]),
        kind=kind,
        period=period,
        published=published,
        publisher=publisher,
        released=published,
        replaces=None,
        root=seal.root,
        rows=int(seal.document["rows"]),
    )
    return ReleasedVersion(0, 0, entry, seal=seal, corrections=reasons, changes=changes)


def _why(package: ChangedPackage, correction: Correction | None) -> str:
    """`太平镇 2026 年 6 月村务财务，更正：录入错误，…`; "" for a change that needs no reason."""
    if correction is None:
        return ""
    title = package.version.seal.document["title"]
    return f"{title}，更正：{correction.reason}，{correction.words}"

"""Changes of a package -> those that need a correction, and an issue for each that has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from mingbai import dates
from mingbai.history import canonical, corrections, differences, versions
from mingbai.history.corrections import WHOLE_TABLE_FROM
from mingbai.history.differences import DESCRIPTOR, Change
from mingbai.history.seals import Seal
from mingbai.history.standings import Context, PackageStanding
from mingbai.history.versions import Version
from mingbai.issues import Issue
from mingbai.read import Package
from mingbai.schema import Schemas

JOURNAL_DAYS = 183


def demanded(
    changes: Iterable[Change], package: Package, former: Version, schemas: Schemas, today: date
) -> Iterator[Change]:
    """The changes that need a correction, by the natures of their tables."""
    by_name = {schema.name: schema for schema in schemas}
    natures = {schema.nature for schema in schemas if schema.name != corrections.SCHEMA.name}
    may_grow = today <= journal_ends(package.period)
    for change in changes:
        schema = by_name.get(change.table)
        if schema is None:  # what the descriptor says, or a file
            is_file = change.table != DESCRIPTOR
            is_free = natures == {"register"} or (
                is_file and "journal" in natures and change.is_addition and may_grow
            )
        elif schema.is_person_list:
            is_free = change.after == "" and _ends(former, schema.name) < today.isoformat()
        elif schema.nature == "journal":
            is_free = change.is_addition and (may_grow or change.field != "")
        else:
            is_free = schema.nature == "register"
        if not is_free:
            yield change


def journal_ends(period: str) -> date:
    """The day until which rows may join a journal of a period: half a year after it."""
    return dates.last_day(period) + timedelta(days=JOURNAL_DAYS)


def wholes(changes: Iterable[Change], former: Seal, present: Seal) -> dict[str, Change]:
    """By table, its change as a whole: of tables that changed in so many places."""
    counts = Counter(change.table for change in changes)
    return {
        name: differences.whole_table(name, former, present)
        for name, count in counts.items()
        if count > WHOLE_TABLE_FROM and name != DESCRIPTOR
    }


def unexplained(context: Context, standing: PackageStanding) -> Iterator[Issue]:
    """Issues of changes without a line, and of lines without a change."""
    package, former = standing.package, standing.former
    assert former is not None
    whole = wholes(standing.changes, former.seal, standing.seal)
    left, faults = corrections.match(
        changes=standing.changes,
        wholes=whole,
        corrections=standing.added,
        path=file(package),
        schemas=context.schemas,
    )
    yield from faults
    unsaid = tuple(demanded(left, package, former, context.schemas, context.today))
    for name in sorted(whole.keys() & {change.table for change in unsaid}):
        count = sum(change.table == name for change in unsaid)
        yield corrections.TABLE_WITHOUT_REASON.issue(
            f"{package.path}/{name}.csv", field=name, found=str(count), package=package.path
        )
    few = [change for change in unsaid if change.table not in whole]
    lines = {name: _spreadsheet_lines(context, package, name) for name in {c.table for c in few}}
    for change in few:
        yield corrections.WITHOUT_REASON.issue(
            _place(package, change, context.schemas),
            lines[change.table].get(change.row),
            change.field or None,
            change.after or "（没有了）",
            change.before or "（没有）",
            what=str(corrections.named(change, context.schemas)),
            package=package.path,
        )


def _place(package: Package, change: Change, schemas: Schemas) -> str:
    """The file that a change is of, POSIX below the data folder."""
    if change.table == DESCRIPTOR:
        return f"{package.path}/{versions.DESCRIPTOR}"
    is_table = any(schema.name == change.table for schema in schemas)
    return f"{package.path}/{change.table}" + (".csv" if is_table else "")


def _spreadsheet_lines(context: Context, package: Package, name: str) -> Mapping[str, int]:
    """The line of each row of a package's table, by the row's key."""
    if name not in package.files or name not in context.tables.by_name:
        return {}
    table = canonical.text_tables(context.tables, {package.path})[package.path][name]
    frame_lines = context.tables[name].lines[context.tables[name].paths == package.files[name]]
    return dict(zip(canonical.keys(table).to_list(), map(int, frame_lines), strict=True))


def _ends(former: Version, name: str) -> str:
    """The last day of a person list of a former version, ISO."""
    return str(former.seal.tables.get(name, {}).get("ends", ""))


def file(package: Package) -> str:
    """The corrections of a package, POSIX below the data folder."""
    return f"{package.path}/{corrections.SCHEMA.name}.csv"

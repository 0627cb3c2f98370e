"""Several workbooks of one period -> the rows of all, each once; what two of them say differently.

Every village may send a file of its own. What stands in two files in the same words is one row;
what two files say differently is for the clerk to decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mingbai.issues import Issue
from mingbai.schema import Schema
from mingbai.workbook.names import Names
from mingbai.workbook.origins import RowOrigin
from mingbai.workbook.rules import IN_TWO_WORKBOOKS

_SHOWN = 8
Lines = list[list[str]]


def join(
    lines: dict[str, Lines],
    origins: dict[str, list[RowOrigin]],
    schemas: tuple[Schema, ...],
    names: Names,
) -> tuple[Issue, ...]:
    """Drop the rows of later files that an earlier one has already; an issue a table and two files.

    lines: table -> its rows in the order of the fields; origins: of each. Both are changed.
    """
    issues: list[Issue] = []
    for schema in schemas:
        if len({origin.book for origin in origins.get(schema.name, ())}) > 1:
            rows = list(zip(lines[schema.name], origins[schema.name], strict=True))
            issues += _differences(schema, rows, names)
            once = list(_once(rows))
            lines[schema.name] = [line for line, _ in once]
            origins[schema.name] = [origin for _, origin in once]
    return tuple(issues)


Row = tuple[list[str], RowOrigin]


def _once(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows without those that stand in an earlier file; twice in one file stays twice."""
    first: dict[tuple[str, ...], str] = {}
    for line, origin in rows:
        if first.setdefault(tuple(line), origin.book) == origin.book:
            yield line, origin


def _differences(schema: Schema, rows: Sequence[Row], names: Names) -> Iterator[Issue]:
    """An issue for each file that says otherwise than an earlier one, with the things by name."""
    place = {field.name: number for number, field in enumerate(schema.fields)}
    key = [place[name] for name in schema.primary_key]
    if not key:
        return
    by_thing: dict[tuple[str, ...], dict[str, dict[tuple[str, ...], list[str]]]]
    by_thing = defaultdict(lambda: defaultdict(dict))
    for line, origin in rows:
        cells = tuple(line[number] for number in key)
        by_thing[cells[:-1] or cells][origin.book].setdefault(cells, line)
    things: dict[tuple[str, str], list[str]] = defaultdict(list)
    for thing, by_book in by_thing.items():
        books = list(by_book)
        for number, later in enumerate(books):
            for earlier in books[:number]:
                if _is_other(by_book[earlier], by_book[later], schema):
                    title = names.title(thing[0], schema.primary_key[0])
                    things[earlier, later].append(title or thing[0])
    for (earlier, later), titles in things.items():
        once = list(dict.fromkeys(titles))
        more = f"等 {len(once)} 项" if len(once) > _SHOWN else ""
        yield IN_TWO_WORKBOOKS.issue(
            later, found=f"{'、'.join(once[:_SHOWN])}{more}", expected=earlier, table=schema.title
        )


def _is_other(
    earlier: Mapping[tuple[str, ...], list[str]],
    later: Mapping[tuple[str, ...], list[str]],
    schema: Schema,
) -> bool:
    """Whether two files say different things of one thing.

    Records of a period belong together: who repeats one of them repeats all. Of a register each row
    stands for itself.
    """
    shared = earlier.keys() & later.keys()
    if any(earlier[cells] != later[cells] for cells in shared):
        return True
    return bool(shared) and schema.nature == "record" and earlier.keys() != later.keys()

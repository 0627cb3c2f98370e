"""Registry, earlier months and answers of earlier imports -> how exported sheets are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.county import County
from mingbai.exports import ExportBlock, ExportTables, Inquiry
from mingbai.issues import Issue
from mingbai.model import ExportPlace, Exports, Kind
from mingbai.read import Tables, package, tables
from mingbai.workbook.directory import registry_of
from mingbai.workbook.layouts import ExportReader, memory
from mingbai.workbook.names import NameList, Names


@dataclass(frozen=True)
class ExportSource:
    """What exported sheets of one publisher and period are read with.

    tables: of the kind, the publisher's earlier periods. kept: answers of earlier imports by the
    keys of their questions, or the issue of the damaged file.
    """

    exports: Exports
    publisher: str
    period: str
    tables: Tables
    county: County
    listed: NameList
    kept: Mapping[str, str] | Issue

    def reader(self, given: Mapping[str, str], *, is_agreed: bool) -> ExportReader:
        """A reader for one reading. given: answers of now; is_agreed: yes to every yes or no."""
        layouts = {} if isinstance(self.kept, Issue) else self.kept
        return ExportReader(
            exports=self.exports,
            build=self._build,
            listed=self.listed,
            period=self.period,
            inquiry=Inquiry(given, layouts, is_agreed),
        )

    def _build(
        self, blocks: Sequence[ExportBlock], inquiry: Inquiry, present: frozenset[str]
    ) -> ExportTables:
        place = ExportPlace(self.publisher, self.period, present)
        return self.exports.build(blocks, place, self.tables, self.county, inquiry)


def export_source(
    root: Path, kinds: Sequence[Kind], kind: Kind, publisher: str, period: str, *, names: Names
) -> ExportSource | None:
    """How a kind's exports are read for a publisher and period; None where it takes none.

    root: the data folder. Only the registry and the publisher's own packages are read.
    """
    if kind.exports is None:
        return None
    return ExportSource(
        exports=kind.exports,
        publisher=publisher,
        period=period,
        tables=_earlier(root, kind, publisher, period),
        county=registry_of(root, kinds),
        listed=names.scopes.get(kind.exports.scope, NameList(())),
        kept=memory.read(memory.path_of(root, kind.name, publisher)),
    )


def _earlier(root: Path, kind: Kind, publisher: str, period: str) -> Tables:
    """The publisher's tables of earlier periods."""
    packages, _ = package.find(root, {kind.name: kind.schemas})
    packages_of_publisher = [
        one
        for one in packages
        if one.kind == kind.name and one.publisher == publisher and one.period < period
    ]
    return tables.read(kind.schemas, packages_of_publisher)[0]

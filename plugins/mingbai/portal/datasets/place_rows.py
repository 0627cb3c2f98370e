"""Tables of a kind -> which place each row is about, by what its fields name.

A row is about the place that it names, else that of the book, else that of another thing of its own
kind (a receipt names a contract, which names a book), else that of the agency. A row that names
none of these is about no place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.model import Kind
from mingbai.portal.datasets.records import scope_of
from mingbai.read import Tables
from mingbai.schema import Schema

_PLACE, _BOOK, _AGENCY = "place", "book", "agency"


@dataclass(frozen=True)
class PlaceRows:
    """Of one kind: the place of each row. Found when it is asked for, once."""

    kind: Kind
    tables: Tables
    county: County
    _found: dict[str, pd.Series | None] = field(default_factory=dict)

    def places(self, table: str) -> pd.Series | None:
        """The place code of each row, absent where it is about none; None where no row can be."""
        if table not in self._found:
            self._found[table] = None  # whatever leads back to itself leads nowhere
            self._found[table] = self._places(self.tables.schema(table))
        return self._found[table]

    def _places(self, schema: Schema) -> pd.Series | None:
        places_of_rows: pd.Series | None = None
        frame = self.tables.frame(schema.name)
        for name, scope in self._ordered(schema):
            codes = self._of_things(scope, schema)
            if codes is not None:
                places = lookup(frame[name], codes)
                places_of_rows = places if places_of_rows is None else places_of_rows.fillna(places)
        return places_of_rows

    def _ordered(self, schema: Schema) -> list[tuple[str, str]]:
        """The fields that name a thing, with its scope, those first that say most of the place."""
        rank = {_PLACE: 0, _BOOK: 1, _AGENCY: 3}
        return sorted(self._scopes(schema), key=lambda named: rank.get(named[1], 2))

    def _scopes(self, schema: Schema) -> Iterator[tuple[str, str]]:
        for one in schema.fields:
            scope = one.identifies or scope_of(self.kind, schema, one)
            if scope:
                yield one.name, scope

    def _of_things(self, scope: str, schema: Schema) -> pd.Series | None:
        """By id, the place of the things of a scope; None where they have none."""
        registered = _registered(self.county)
        if scope in registered:
            return registered[scope]
        for other in self.kind.schemas:
            key = next((one for one in other.fields if one.identifies == scope), None)
            if key is not None and other.name != schema.name:
                places = self.places(other.name)
                if places is None:
                    return None
                ids = self.tables.frame(other.name)[key.name]
                of_things = pd.Series(places.to_numpy(), index=ids.to_numpy()).dropna()
                return of_things[~of_things.index.duplicated()]
        return None


def _registered(county: County) -> Mapping[str, pd.Series]:
    """What the registry knows of: places themselves, books and agencies that have one."""
    codes = county.places["place_code"]
    return {
        _PLACE: codes,
        _BOOK: county.books["place_code"],
        _AGENCY: county.agencies["place_code"].dropna(),
    }


def towns_of(county: County) -> pd.Series:
    """The township of each place by its code; absent above townships."""
    places = county.places
    town = places["place_code"].where(places["kind"] == "乡镇")
    parents = places["parent_code"]
    for _ in range(2):  # village, group
        town = town.fillna(lookup(parents, town.dropna()).set_axis(places.index))
    return town

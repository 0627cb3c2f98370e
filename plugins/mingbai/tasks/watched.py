"""An edition -> the same, but it says what is read of it.

A page asks an edition for tables, frames, names, settings; each question has a key (`inputs`), and
is noted before it is answered. Whatever pages are made from is asked of an edition, so that no
reader has to say what it reads, and none can forget to.

What an edition is asked for is of these sorts: a value that is noted as a whole (`dues`), a mapping
whose values are noted one by one (`verdicts`), and tables, county and packages, which are watched
themselves. Another attribute is an error: it must be entered here before anything can read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from mingbai.county import CommonFrame, County, Frame, Threshold
from mingbai.history.log import Log
from mingbai.model import Edition, Name
from mingbai.read import Package, Table, Tables
from mingbai.schema import Schema
from mingbai.tasks.parts import SeenEdition, told_of

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
Note = Callable[[str], None]
_WHOLE = frozenset(
    {
        "corrections",
        "disclosures",
        "dues",
        "is_released",
        "open_data",
        "open_data_left_out",
        "reconciled",
        "releases",
        "upcoming",
        "warnings",
    }
)
_SEEN = frozenset({"corrections", "disclosures", "warnings", "dues", "upcoming", "releases"})
# What the program says: it is the same for every edition that one program makes.
_PROGRAM = frozenset({"scopes", "row_urls"})


def watched(seen: SeenEdition, note: Note, *, is_asked_anew: bool = False) -> Edition:
    """What is seen, as an edition; `note` is given the key of everything that is read.

    is_asked_anew: what is shared is made for this edition, and says which tables it is made from;
    else it may have been made before anybody watched, and counts as made from all of the kind.
    """
    return cast("Edition", _Edition(seen, note, is_asked_anew))


class _Mapping(Mapping[K, V]):
    """A mapping that says which keys were asked for; all_: called where all of them are read."""

    def __init__(
        self, keys: Mapping[K, Any], get: Callable[[K], V], all_: Callable[[], object]
    ) -> None:
        self._keys, self._get, self._all = keys, get, all_

    def __getitem__(self, key: K) -> V:
        return self._get(key)

    def __contains__(self, key: object) -> bool:
        try:
            self[cast("K", key)]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[K]:
        self._all()
        return iter(self._keys)

    def __len__(self) -> int:
        self._all()
        return len(self._keys)


class _Edition:
    """Stands for an Edition."""

    def __init__(self, seen: SeenEdition, note: Note, is_asked_anew: bool) -> None:
        edition = seen.edition
        self._seen, self._note, self._is_asked_anew = seen, note, is_asked_anew
        self._shared: dict[Any, Any] = {}
        self.county = cast("County", _County(seen, note, is_asked_anew))
        self.tables: Mapping[str, Tables] = _Mapping(edition.tables, self._tables, lambda: None)
        self.names: Mapping[tuple[str, str], Name] = _Mapping(
            edition.names, self._name, lambda: note("names")
        )
        self.log = cast("Log", _Log(edition.log, note))
        self.verdicts = _Mapping(edition.verdicts, self._verdicts, lambda: None)
        self.states = _Mapping(edition.states, self._states, lambda: None)
        self.seals = _Mapping(edition.seals, self._seal, lambda: note("sealed"))

    def __getattr__(self, name: str) -> Any:
        """The values that are noted as a whole."""
        if name in _PROGRAM:
            return getattr(self._seen.edition, name)
        if name not in _WHOLE:
            raise AttributeError(f"an edition that is watched has no {name}")
        self._note(name)
        return getattr(self._seen if name in _SEEN else self._seen.edition, name)

    def shared(self, make: Callable[[Edition], T]) -> T:
        """As `Edition.shared`, for one task: what it reads later belongs to the task as well."""
        if make not in self._shared:
            self._shared[make] = make(cast("Edition", self))
        return cast("T", self._shared[make])

    def has(self, kind: str) -> bool:
        """As `Edition.has`."""
        self._note(f"has {kind}")
        return self._seen.edition.has(kind)

    def url(self, scope: str, id_: str) -> str | None:
        """As `Edition.url`."""
        self._note(f"names {scope}")
        return self._seen.edition.url(scope, id_)

    def _tables(self, kind: str) -> Tables:
        tables = self._seen.tables(kind)
        return cast("Tables", _Tables(kind, tables, self._note, self._is_asked_anew))

    def _name(self, key: tuple[str, str]) -> Name:
        self._note(f"names {key[0]}")
        return self._seen.edition.names[key]

    def _verdicts(self, kind: str) -> Any:
        verdicts = self._seen.verdicts(kind)
        self._note(f"verdicts {kind}")
        return verdicts

    def _states(self, scope: str) -> pd.DataFrame:
        states = self._seen.states(scope)
        self._note(f"states {scope}")
        return states

    def _seal(self, path: str) -> Any:
        self._note(f"seal {path}")
        return self._seen.edition.seals[path]


class _Log:
    """Stands for the Log. Where one line was logged is noted of that line, for it never changes."""

    def __init__(self, log: Log, note: Note) -> None:
        self._log, self._note = log, note

    def first_checkpoint(self, number: int) -> tuple[int, bytes]:
        """As `Log.first_checkpoint`."""
        checkpoint = self._log.first_checkpoint(number)
        self._note(f"checkpoint {number}")
        return checkpoint

    def __getattr__(self, name: str) -> Any:
        """All else that it says."""
        self._note("log")
        return getattr(self._log, name)


@dataclass(frozen=True)
class _Noted:
    """What is shared, with the keys of all that it is made from.

    Whatever of a folder it reads it must read while it is made: what it keeps is watched no more.
    """

    kind: str
    make: Callable[[Tables], Any]

    def __call__(self, tables: Tables) -> tuple[Any, tuple[str, ...]]:
        keys: dict[str, None] = {}
        is_made = False

        def note(key: str) -> None:
            if is_made and key not in keys:
                raise RuntimeError(f"{self.make.__name__} was made, and reads {key} afterwards")
            keys[key] = None

        watched_tables = _Tables(self.kind, tables, note, is_asked_anew=True)
        value = self.make(cast("Tables", watched_tables))
        is_made = True
        return value, tuple(keys)


class _Tables:
    """Stands for the Tables of one kind."""

    def __init__(self, kind: str, tables: Tables, note: Note, is_asked_anew: bool) -> None:
        self._kind, self._whole, self._note = kind, tables, note
        self._is_asked_anew = is_asked_anew
        self._packages: tuple[Package, ...] | None = None
        self.by_name: Mapping[str, Table] = _Mapping(tables.by_name, self._table, lambda: None)

    @property
    def packages(self) -> tuple[Package, ...]:
        """As `Tables.packages`; where a folder is opened, that is noted of each."""
        self._note(f"packages {self._kind}")
        if self._packages is None:
            self._packages = _watched(self._whole.packages, self._note)
        return self._packages

    def shared(self, make: Callable[[Tables], T]) -> T:
        """As `Tables.shared`, made once for all: it may read all of the kind, and its folders."""
        if not self._is_asked_anew:
            self._note(f"kind {self._kind}")
            return self._whole.shared(make)
        value, keys = self._whole.shared(_Noted(self._kind, make))
        for key in keys:
            self._note(key)
        return cast("T", value)

    def __getitem__(self, name: str) -> Table:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Table]:
        return (self.by_name[name] for name in self._whole.by_name)

    def frame(self, name: str) -> pd.DataFrame:
        """As `Tables.frame`."""
        return self._table(name).frame

    def schema(self, name: str) -> Schema:
        """As `Tables.schema`: the program says it, so that it is not noted."""
        return self._whole.schema(name)

    def of_packages(self, paths: frozenset[str]) -> Tables:
        """As `Tables.of_packages`: all files of these packages are read, and no others."""
        for path in sorted(paths):
            self._note(f"folder {path}")
        return self._whole.of_packages(paths)

    def package_of(self, table: Table) -> pd.Series:
        """As `Tables.package_of`; of the files only those of the table count, which is noted."""
        self._note(f"packages {self._kind}")
        return self._whole.package_of(table)

    def _table(self, name: str) -> Table:
        table = self._whole.by_name[name]
        self._note(f"table {self._kind} {name}")
        return table


class _Package:
    """Stands for a Package: whoever asks for its root reads files of its folder.

    What its descriptor says is noted by itself, and so is which tables it has, for the first
    correction of a package adds one; all else with the packages of its kind.
    """

    def __init__(self, package: Package, note: Note) -> None:
        self._package, self._note = package, note

    @property
    def root(self) -> Path:
        """As `Package.root`."""
        self._note(f"folder {self._package.path}")
        return self._package.root

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """As `Package.descriptor`, without what it says of single files: their bytes are there."""
        self._note(f"descriptor {self._package.path}")
        return told_of(self._package)

    @property
    def files(self) -> Mapping[str, str]:
        """As `Package.files`."""
        self._note(f"files {self._package.kind}")
        return self._package.files

    def __getattr__(self, name: str) -> Any:
        return getattr(self._package, name)

    def __eq__(self, other: object) -> bool:
        return bool(self._package == (other._package if isinstance(other, _Package) else other))

    __hash__ = None  # type: ignore[assignment]  # as a Package, which holds mappings


def _watched(packages: Iterable[Package], note: Note) -> tuple[Package, ...]:
    return tuple(cast("Package", _Package(package, note)) for package in packages)


class _County:
    """Stands for the County."""

    def __init__(self, seen: SeenEdition, note: Note, is_asked_anew: bool) -> None:
        county = seen.edition.county
        self._seen, self._county, self._note = seen, county, note
        reference = county.registry.packages[0].kind
        registry = _Tables(reference, county.registry, note, is_asked_anew)
        self.registry = cast("Tables", registry)
        self.known: Mapping[str, frozenset[str]] = _Mapping(county.known, self._known, lambda: None)
        self.packages: Mapping[str, tuple[Package, ...]] = _Mapping(
            county.packages, self._packages, lambda: None
        )
        self.thresholds = county.thresholds

    def __getattr__(self, name: str) -> Any:
        """What is made of the registry, noted by what it is."""
        if name in _FIELDS:
            raise AttributeError(f"a county that is watched has no {name}")
        self._note(f"county {name}")
        return getattr(self._county, name)

    @property
    def as_of(self) -> Any:
        """As `County.as_of`."""
        self._note("day")
        return self._county.as_of

    @property
    def is_demo(self) -> bool:
        """As `County.is_demo`."""
        self._note("setting is_demo")
        return self._county.is_demo

    def setting(self, key: Any) -> str:
        """As `County.setting`."""
        self._note(f"setting {key}")
        return self._county.setting(key)

    def threshold(self, threshold: Threshold) -> int:
        """As `County.threshold`."""
        self._note(f"threshold {threshold.key}")
        return self._county.threshold(threshold)

    def frame(self, frame: Frame) -> pd.DataFrame:
        """As `County.frame`."""
        self._note(f"frame {frame.id} {','.join(frame.columns)}")
        return self._county.frame(frame)

    def offered(self, common: CommonFrame) -> pd.DataFrame:
        """As `County.offered`: of each kind that offers such rows its frame."""
        for name in self._county.offers:
            if name.endswith(f".{common.name}"):
                self._note(f"frame {name} {','.join(common.columns)}")
        return self._county.offered(common)

    def publishers_of(self, common: CommonFrame) -> tuple[str, ...]:
        """As `County.publishers_of`."""
        self._note(f"publishers {common.name}")
        return self._county.publishers_of(common)

    def can_read(self, frame: Frame) -> bool:
        """As `County.can_read`."""
        self._note(f"readable {frame.kind}")
        return self._county.can_read(frame)

    def _known(self, scope: str) -> frozenset[str]:
        self._note(f"known {scope}")
        return self._county.known[scope]

    def _packages(self, kind: str) -> tuple[Package, ...]:
        self._note(f"packages {kind}")
        return _watched(self._seen.tables(kind).packages, self._note)


_FIELDS = frozenset(field.name for field in fields(County))

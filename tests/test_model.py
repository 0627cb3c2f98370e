"""What kinds declare: each fact once, and whatever contradicts another is refused by name."""

from __future__ import annotations

import ast
import csv
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from harness import ROOT
from mingbai import schema
from mingbai.check.answers import ANSWERS, QUESTIONS
from mingbai.county import LIKE_MIN, PUBLISHED_LINES, County, Frame, Threshold
from mingbai.kinds import DECLARED, KINDS, by_name
from mingbai.model import Kind, Offer, Scope, Site, declarations
from mingbai.read import tables
from shared import Shared

AS_OF = date(2026, 7, 10)
EACH_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def constants(kind: Kind, sort: type) -> Iterator[Any]:
    """Everything of a sort that stands at the top of a module of the kind, its own or imported."""
    package = importlib.import_module(f"mingbai.kinds.{kind.name}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        yield from (value for value in vars(module).values() if isinstance(value, sort))


def with_one(kind: Kind, **changes: Any) -> list[Kind]:
    """All kinds, one of them with other declarations."""
    return [replace(kind, **changes) if one is kind else one for one in KINDS]


@EACH_KIND
def test_a_kind_declares_the_thresholds_that_it_asks_for(kind: Kind) -> None:
    """No more, no fewer: the county's rule set is refused if it lacks a declared one."""
    assert set(kind.thresholds) == set(constants(kind, Threshold))


def test_the_demo_county_s_rule_set_starts_from_what_is_declared() -> None:
    """Key, number, unit and meaning are those of the declarations."""
    with (ROOT / "scripts/demo/rules.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["key"], int(r["value"]), r["unit"], r["meaning"]) for r in csv.DictReader(file)]
    assert sorted(rows) == [(t.key, t.default, t.unit, t.meaning) for t in DECLARED.thresholds]


def test_two_kinds_share_a_threshold_but_not_its_key() -> None:
    """The same number may serve two kinds; one key with two meanings is a fault of code."""
    assert LIKE_MIN in by_name("accounts").thresholds
    assert LIKE_MIN in by_name("holdings").thresholds
    with pytest.raises(ValueError, match="holdings: another kind declares like_min otherwise"):
        declarations(with_one(by_name("holdings"), thresholds=(replace(LIKE_MIN, unit="份"),)))


@pytest.fixture
def site(shared: Shared) -> Site:
    return shared.site(ROOT / "data")


@EACH_KIND
def test_every_scope_is_of_things_that_there_are(kind: Kind, site: Site) -> None:
    """A table of the kind identifies them, or the kind names them."""
    identified = {field.identifies for own in kind.schemas for field in own.fields}
    named = {name.scope for name in kind.names(site.edition.tables[kind.name], site.edition.county)}
    assert {scope.name for scope in kind.scopes} <= identified | named


@EACH_KIND
def test_what_is_never_searched_for_has_no_name(kind: Kind, site: Site) -> None:
    """A scope without a rank would have no place in the search index."""
    named = {scope for scope, _ in site.edition.names}
    assert named.isdisjoint(scope.name for scope in kind.scopes if scope.rank is None)


def test_scopes_stand_in_the_order_of_search_results() -> None:
    """Places first, then books and agencies; no two at one place."""
    ranks = [scope.rank for scope in DECLARED.scopes.values() if scope.rank is not None]
    assert list(DECLARED.scopes)[:3] == ["place", "book", "agency"]
    assert ranks == sorted(set(ranks))


def test_a_scope_is_declared_by_one_kind() -> None:
    """A second declaration is refused, with the kind that makes it."""
    again = (*by_name("delays").scopes, Scope("case", "办件"))
    with pytest.raises(ValueError, match="delays: the scope case is declared already"):
        declarations(with_one(by_name("delays"), scopes=again))


def test_a_table_without_a_nature_is_refused_by_its_file() -> None:
    """What may become of its rows once they are published must be said."""
    delays = by_name("delays")
    [notices] = delays.schemas
    raw = {name: value for name, value in notices.descriptor.items() if name != "nature"}
    with pytest.raises(ValueError, match=r"delays/notices\.json: nature is missing"):
        declarations(with_one(delays, schemas=(schema.parse("notices", raw),)))


@pytest.mark.parametrize("word", ["identifies", "refers"])
def test_a_scope_that_nobody_declares_is_refused_by_its_field(word: str) -> None:
    """The message says the kind, the table and the field, not a KeyError far away."""
    delays = by_name("delays")
    [notices] = delays.schemas
    raw = dict(notices.descriptor)
    raw["fields"] = [{**field, word: "spaceship"} for field in raw["fields"][:1]]
    with pytest.raises(ValueError, match=r"delays/notices.json, notice_no: .* scope spaceship"):
        declarations(with_one(delays, schemas=(schema.parse("notices", raw),)))


def test_one_kind_is_the_reference_of_all_others() -> None:
    """None, or two, is a fault of code."""
    assert DECLARED.reference.name == "registry"
    with pytest.raises(ValueError, match="not 0"):
        declarations([])
    with pytest.raises(ValueError, match="not 2"):
        declarations([*KINDS, replace(by_name("registry"), name="other", scopes=())])


@EACH_KIND
def test_a_kind_declares_the_frames_that_it_reads(kind: Kind) -> None:
    """No more, no fewer: what is declared is held against what is offered, at import."""
    compared = {frame.id for r in kind.reconciliations for frame in r.frames}
    others = {frame.id for frame in constants(kind, Frame) if frame.kind != kind.name}
    assert {frame.id for frame in kind.reads} <= others
    assert others <= {frame.id for frame in kind.reads} | compared


READS = [(kind, frame) for kind in KINDS for frame in kind.reads]


@pytest.mark.parametrize(("kind", "frame"), READS, ids=lambda one: one.name)
def test_a_mistyped_frame_or_column_is_refused_at_import(kind: Kind, frame: Frame) -> None:
    """The reader, the frame and the column are named; nothing is compared with nothing."""
    others = tuple(one for one in kind.reads if one is not frame)

    def refusal(mistyped: Frame) -> str:
        with pytest.raises(ValueError, match=frame.kind) as refused:
            declarations(with_one(kind, reads=(*others, mistyped)))
        return str(refused.value)

    head = f"{kind.name} reads"
    column, dtype = next(iter(frame.columns.items()))
    assert refusal(replace(frame, name="itmes")) == (
        f"{head} {frame.kind}.itmes, which no kind offers"
    )
    assert refusal(replace(frame, columns={"colunm": "str"})) == (
        f"{head} {frame.id}, which has no column colunm"
    )
    assert refusal(replace(frame, columns={column: "object"})) == (
        f"{head} {column} of {frame.id} as object, which is {dtype}"
    )


OFFERS = [(kind, offer) for kind, offer in DECLARED.offers.values()]


@pytest.mark.parametrize(("kind", "offer"), OFFERS, ids=lambda one: one.name)
def test_what_is_offered_is_read_and_is_as_declared(kind: Kind, offer: Offer, site: Site) -> None:
    """With the demo's rows and with none: the same columns, of the same dtypes."""
    county = site.edition.county
    empty, _ = tables.read(kind.schemas, ())
    assert len(offer.rows(site.edition.tables[kind.name], county)) > 0
    assert len(offer.rows(empty, county)) == 0
    compared = {frame.id for r in DECLARED.reconciliations for frame in r.frames}
    common = {frame.name for frame in (PUBLISHED_LINES, ANSWERS, QUESTIONS)}
    read = {frame.id for _, frame in READS} | compared
    assert offer.name in common or f"{kind.name}.{offer.name}" in read


def test_a_frame_that_is_not_as_declared_is_refused() -> None:
    """The maker of an offer keeps its dtypes, or says so at once."""
    kind, offer = DECLARED.offers["approvals.items"]
    empty, _ = tables.read(kind.schemas, ())
    with pytest.raises(ValueError, match=r"the frame items is {'promised_days': 'Int64'}, not"):
        replace(offer, columns={"promised_days": "int64"}).rows(empty, County(empty, AS_OF, {}))


def test_no_other_room_names_a_kind() -> None:
    """Only KINDS lists kinds: what else the core must know of one, the kind declares."""
    names = {kind.name for kind in KINDS}
    plugins = ROOT / "plugins/mingbai"
    rooms = ("check", "county", "page", "portal")
    files = (path for room in rooms for path in plugins.glob(f"{room}/**/*.py"))
    modules = [path for path in files if path.name != "example.py"]  # addresses made up for show
    literals = {
        (path.relative_to(plugins).as_posix(), node.value)
        for path in (*modules, plugins / "model.py", plugins / "build.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {found for found in literals if found[1].strip("/").split("/")[0] in names} == set()

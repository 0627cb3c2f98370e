"""What decisions on accountability offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import of_things, side_frame
from mingbai.county import County
from mingbai.kinds.accountability.reads import BROKEN
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

_TOLD = ("row", "title", "scope", "thing", "agency")
_OF_COMPLAINTS = side_frame(
    "accountability", "of_complaints", ("complaint_no",), *_TOLD, value="str"
)
_GROUNDS = side_frame("accountability", "grounds", ("complaint_no",), *_TOLD, value="str")
OF_ROUNDS = side_frame("accountability", "of_rounds", ("unit", "round_id"), *_TOLD, value="str")
_OF_PROMISES = side_frame("accountability", "of_promises", ("commitment_no", "unit"), "url", *_TOLD)
_LAST_PLACES = side_frame("accountability", "last_places", ("unit", "round_id"), *_TOLD)
_UNKEPT = side_frame("accountability", "unkept", ("task_no",), *_TOLD)
_ONE = 100  # in hundredths
_UPHELD = "属实"
_LAST = "末位，限期整改"


def _told(decisions: pd.DataFrame) -> pd.DataFrame:
    return of_things(
        decisions,
        decisions["decision_no"],
        table="accountability/decisions",
        scope="decision",
        words="问责决定",
    )


def _of_complaints(tables: Tables, county: County) -> pd.DataFrame:
    """Decisions that name a complaint, on their own index: on whom, and the measure."""
    frame = tables.frame("decisions")
    named = frame[frame["complaint_no"].notna()]
    whom = named["agency"].map(county.agencies["short_name"]).astype("str")
    return _told(named.assign(value=whom + "，" + named["measure"]))


def _grounds(tables: Tables, county: County) -> pd.DataFrame:
    """Decisions that name a complaint: each says that the complaint was upheld (属实)."""
    named = _of_complaints(tables, county)
    return named.assign(value=pd.Series(_UPHELD, named.index, dtype="str"))


def _causes(tables: Tables, thing: str) -> pd.DataFrame:
    """Causes that name such a thing, on their own index, with the agency of their decision."""
    causes = tables.frame("causes")
    causes = _with_agency(tables, causes[causes[thing].notna()])
    row = "accountability/causes/" + causes["decision_no"] + "/" + causes["cause_no"]
    return _told(causes.assign(unit=causes["agency"])).assign(row=row)


def _with_agency(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that name a decision, with the agency that it was made on."""
    decisions = tables.frame("decisions").drop_duplicates("decision_no")
    return rows.assign(
        agency=lookup(rows["decision_no"], decisions.set_index("decision_no")["agency"])
    )


def _of_rounds(tables: Tables, _: County) -> pd.DataFrame:
    """Decisions on a unit that was the last of its class: each holds that it was to mend."""
    rows = _causes(tables, "round_id")
    return rows.assign(value=pd.Series(_LAST, rows.index, dtype="str"))


def _last_places(tables: Tables, _: County) -> pd.DataFrame:
    """Units and rounds that a decision names, one each, however many decisions name them."""
    rows = _causes(tables, "round_id").drop_duplicates(["unit", "round_id"])
    return rows.assign(value=_ONE)


def _unkept(tables: Tables, _: County) -> pd.DataFrame:
    """Rectifications that a decision says were not kept, one each, on their own index."""
    rows = tables.frame("unkept_tasks").drop_duplicates("task_no")
    row = "accountability/unkept_tasks/" + rows["decision_no"] + "/" + rows["task_no"]
    return _told(_with_agency(tables, rows)).assign(row=row, value=_ONE)


def _of_promises(tables: Tables, county: County) -> pd.DataFrame:
    """Decisions that name a broken promise, one each; a promise that none names has a row with 0.

    On the index of the decisions' causes; what none names stands in no file. No rows before any
    decision was published.
    """
    named = _causes(tables, "commitment_no").assign(
        value=_ONE,
        url="",
    )
    keys = ["commitment_no", "unit"]
    promised = county.frame(BROKEN)
    if not tables.packages:
        promised = promised.iloc[:0]
    is_named = pd.MultiIndex.from_frame(promised[keys]).isin(pd.MultiIndex.from_frame(named[keys]))
    others = promised[~is_named]
    others = others.assign(
        value=0,
        row="accountability/causes/" + others["commitment_no"],
        title="",
        url="/accountability/",
        scope="",
        thing="",
        agency=others["unit"],
    )
    files = pd.Series([""] * len(others), dtype="str")
    lines = pd.Series([pd.NA] * len(others), dtype="Int64")
    index = pd.MultiIndex.from_arrays([files, lines], names=named.index.names)
    return pd.concat([named, others.set_index(index)]).astype({"value": "int64"})


def _publications(tables: Tables, _: County) -> pd.DataFrame:
    days = [package.published for package in tables.packages]
    return pd.DataFrame({"published": pd.Series(days, dtype="datetime64[s]")})


def _ladder(tables: Tables, _: County) -> pd.DataFrame:
    """Every measure of the ladder, from the lightest, once a decision was published."""
    measures = tables["decisions"].schema["measure"].enum if tables.packages else ()
    return pd.DataFrame({"measure": pd.Series(measures, dtype="str")})


OFFERS = (
    Offer(
        name="decisions",
        meaning="a decision: on which agency, on what day",
        columns={"agency": "str", "date": "datetime64[s]"},
        make=rows_of("decisions"),
    ),
    Offer(
        name="of_complaints",
        meaning="a decision that names a complaint: on whom, and its measure",
        columns=_OF_COMPLAINTS.columns,
        make=_of_complaints,
    ),
    Offer(
        name="grounds",
        meaning="a decision that names a complaint, which it holds to be 属实",
        columns=_GROUNDS.columns,
        make=_grounds,
    ),
    Offer(
        name="of_rounds",
        meaning="a decision on a unit that it holds to be the last of its class in a round",
        columns=OF_ROUNDS.columns,
        make=_of_rounds,
    ),
    Offer(
        name="last_places",
        meaning="a unit that was the last of its class in a round, which a decision names",
        columns=_LAST_PLACES.columns,
        make=_last_places,
    ),
    Offer(
        name="unkept",
        meaning="a rectification that was not kept by its day, which a decision names",
        columns=_UNKEPT.columns,
        make=_unkept,
    ),
    Offer(
        name="of_promises",
        meaning="a promise that somebody answers for: the decision that names it, or none",
        columns=_OF_PROMISES.columns,
        make=_of_promises,
    ),
    Offer(
        name="publications",
        meaning="a day on which decisions were published, also of months without any",
        columns={"published": "datetime64[s]"},
        make=_publications,
    ),
    Offer(
        name="ladder",
        meaning="a measure by which somebody is held to account",
        columns={"measure": "str"},
        make=_ladder,
    ),
)

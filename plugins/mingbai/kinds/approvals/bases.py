"""The county's legal bases -> what is in force on the date of the data."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mingbai.county import County


@dataclass(frozen=True, slots=True)
class Basis:
    """One provision on the date of the data. title: `《…》第七条`."""

    id: str
    title: str
    is_verified: bool


def in_force(county: County) -> pd.DataFrame:
    """The version of each provision that is valid on `as_of`, by basis_id; one row each."""
    bases, today = county.registry.frame("legal_bases"), pd.Timestamp(county.as_of)
    begun = bases["effective_from"] <= today
    ended = (bases["effective_to"] < today).fillna(False)
    valid = bases[begun & ~ended].sort_values(["basis_id", "effective_from"])
    return valid.drop_duplicates("basis_id", keep="last").set_index("basis_id", drop=False)


def titles(county: County) -> dict[str, Basis]:
    """By basis_id: what is in force, and whether anybody has verified it."""
    valid = in_force(county)
    names = "《" + valid["document"] + "》" + valid["article"].fillna("")
    verified = valid["status"] == "已核实"
    return {
        id_: Basis(id_, name, bool(ok))
        for id_, name, ok in zip(valid.index, names, verified, strict=True)
    }

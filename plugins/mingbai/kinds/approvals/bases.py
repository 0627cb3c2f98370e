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


def by_id(county: County) -> dict[str, Basis]:
    """The provisions in force on `as_of`, by basis_id, with whether anybody has verified them."""
    in_force_now = in_force(county)
    titles = "《" + in_force_now["document"] + "》" + in_force_now["article"].fillna("")
    is_verified = in_force_now["status"] == "已核实"
    return {
        id_: Basis(id_, name, bool(verified))
        for id_, name, verified in zip(in_force_now.index, titles, is_verified, strict=True)
    }

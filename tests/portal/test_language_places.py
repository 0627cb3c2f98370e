"""Townships and villages in other languages: what is counted where is counted once."""

from __future__ import annotations

from harness import ROOT
from mingbai.check import clock
from mingbai.kinds import KINDS
from mingbai.model import Edition
from mingbai.page.catalogues import shipped
from mingbai.page.languages import Speaker
from mingbai.portal.languages.places import place_records, town_sections, village_sections
from shared import Shared


def _edition(shared: Shared) -> Edition:
    return shared.site(ROOT / "data").edition


def _number(cell: object) -> int:
    return int(str(cell).replace(",", ""))


def test_a_village_counts_together_with_its_groups(shared: Shared) -> None:
    """The rows of a township's villages and the township itself make up its own row."""
    edition = _edition(shared)
    speak, records = Speaker(shipped()[0]), edition.shared(place_records)
    [towns] = town_sections(speak, edition)
    for row in towns.rows:
        town = row[0].url.split("/")[-2]  # type: ignore[union-attr]
        villages = village_sections(speak, town, KINDS, edition)[0].rows
        itself = records.counted([town])
        for column in range(3):
            parts = [_number(village[4 + column]) for village in villages]
            assert sum(parts) + _number(itself[column]) == _number(row[3 + column])


def test_what_a_group_did_not_publish_is_told_of_its_village(shared: Shared) -> None:
    """A sheet that is missing is missing on the English page, too."""
    edition = _edition(shared)
    parents = edition.county.places["parent_code"]
    dues = edition.dues[edition.dues["state"].isin(clock.MISSING)]
    groups = dues[dues["place"].str.len() > 12]
    assert len(groups)
    records = edition.shared(place_records)
    for group in groups["place"].unique():
        village = str(parents[group])
        assert _number(records.counted([village, *records.groups(village)])[2]) >= 1

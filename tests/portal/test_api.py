"""The interface for programs: valid OpenAPI 3.1, strict JSON, money as texts, no row missing."""

import json
import re
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from mingbai.kinds import KINDS
from mingbai.model import Edition
from mingbai.portal import api
from mingbai.portal.datasets.records import absolute


@pytest.fixture(scope="module")
def edition(shared) -> Edition:
    data = shared.data("holdings", "good", ("accounts", "approvals", "completions", "delays"))
    return shared.site(data).edition


@pytest.fixture(scope="module")
def files(edition) -> dict[str, Any]:
    """Every file by its address, read by a strict reader."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    return {
        download.url: json.loads(download.body(), parse_constant=refuse)
        for download in api.downloads(KINDS, edition)
    }


def of_address(files: dict[str, Any], edition: Edition, address: str) -> Any:
    """The file that an absolute address leads to."""
    return files[address.removeprefix(absolute(edition.county, ""))]


def test_the_description_is_valid(files):
    """By the official schema of OpenAPI 3.1."""
    OpenAPIV31SpecValidator(files["/api/v1/openapi.json"]).validate()


def test_every_file_is_described_and_is_as_described(files):
    """Each address fits exactly one path, each body the schema of its answer."""
    document = files["/api/v1/openapi.json"]
    for url, body in files.items():
        fitting = [
            path
            for path in document["paths"]
            if re.fullmatch("/api/v1" + re.sub(r"\{\w+\}", "[^/]+", path), url)
        ]
        assert fitting, url
        best = min(fitting, key=lambda path: path.count("{"))
        answer = document["paths"][best]["get"]["responses"]["200"]["content"]
        schema = {**answer["application/json"]["schema"], "components": document["components"]}
        jsonschema.validate(body, schema)


def test_rows_are_those_of_the_tables_and_fit_their_schema(files, edition):
    """Page by page: every row, in order, by the JSON Schema that the table names."""
    county = absolute(edition.county, "")
    for kind in ("holdings", "accounts", "completions"):
        listing = files[f"/api/v1/datasets/{kind}/index.json"]
        for one in listing["tables"]:
            schema = of_address(files, edition, one["schema"])
            check = jsonschema.Draft202012Validator(schema)
            rows = []
            for address in one["pages"]:
                page = files[address.removeprefix(county)]
                rows += [dict(zip(page["fields"], row, strict=True)) for row in page["rows"]]
            assert len(rows) == one["rows"]
            for row in rows:
                check.validate(row)
            if one["table"] in edition.tables[kind].by_name:
                assert len(edition.tables[kind].frame(one["table"])) == len(rows)


def test_money_is_a_text_to_the_fen(files, edition):
    """The sum of the ledger by its texts is that of the table."""
    page = files["/api/v1/datasets/accounts/entries/1.json"]
    at = page["fields"].index("amount")
    amounts = [row[at] for row in page["rows"]]
    assert all(re.fullmatch(r"-?\d+\.\d\d", amount) for amount in amounts)
    frame = edition.tables["accounts"].frame("entries")
    assert sum(map(Decimal, amounts)) * 100 == int(frame["amount_fen"].iloc[: len(amounts)].sum())


def test_a_contract_comes_with_its_dues_receipts_and_state(files, edition):
    """All its rows and no others; the state is the one that its page shows."""
    tables = edition.tables["holdings"]
    ids = tables.frame("contracts")["contract_no"]
    assert len(ids)
    for id_ in ids:
        own = files[f"/api/v1/contracts/{id_}.json"]
        for name in ("contracts", "schedule", "receipts"):
            frame = tables.frame(name)
            assert len(own["rows"][name]) == int((frame["contract_no"] == id_).sum())
            assert all(row["contract_no"] == id_ for row in own["rows"][name])
        state = edition.states["contract"].loc[id_]
        assert own["state"] == {"word": state["word"], "tone": state["tone"]}
        assert own["url"] == absolute(edition.county, edition.url("contract", id_) or "")


def test_the_index_leads_to_all_there_is(files, edition):
    """Datasets, states, dues, description: each address is a file; things by their pattern."""
    index = files["/api/v1/index.json"]
    for address in (index["openapi"], index["dues"], *index["datasets"], *index["states"]):
        assert of_address(files, edition, address)
    assert {one["scope"] for one in index["things"]} >= {"book", "contract", "case"}


def test_what_is_overdue_is_said_with_its_days(files, edition):
    """As many as the clock has, each with its last day."""
    missing = edition.dues[edition.dues["state"] == "到期未办"]
    dues = files["/api/v1/dues.json"]
    assert [due["id"] for due in dues["dues"]] == missing["id"].tolist()
    assert dues["as_of"] == edition.county.as_of.isoformat()

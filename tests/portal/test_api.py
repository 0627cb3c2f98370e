"""The interface for programs: valid OpenAPI 3.1, strict JSON, money as texts, no row missing."""

import hashlib
import json
import re
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from mingbai.check import clock
from mingbai.kinds import KINDS, by_name
from mingbai.model import Edition
from mingbai.portal import api
from mingbai.portal.api import paging, things
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
            at = own["fields"][name].index("contract_no")
            assert len(own["rows"][name]) == int((frame["contract_no"] == id_).sum())
            assert all(row[at] == id_ for row in own["rows"][name])
        state = edition.states["contract"].loc[id_]
        assert own["state"] == {"word": state["word"], "tone": state["tone"]}
        assert own["url"] == absolute(edition.county, edition.url("contract", id_) or "")


def test_the_lines_of_a_book_are_a_template_of_their_address(files, edition):
    """With `{year}` in braces, as RFC 6570 has it; each year of the ledger is such a file."""
    entries = edition.tables["accounts"].frame("entries")
    book_id = str(entries["book_id"].iloc[0])
    years = set(entries["period"][entries["book_id"] == book_id].str[:4])
    template = files[f"/api/v1/books/{book_id}.json"]["lines"]
    assert template == absolute(edition.county, f"/accounts/{book_id}/") + "{year}/entries.csv"
    kind = by_name("accounts")
    urls = {d.url for d in kind.downloads(edition.tables["accounts"], edition)}
    wanted = {f"/accounts/{book_id}/{year}/entries.csv" for year in years}
    assert years
    assert wanted <= urls
    lines = files["/api/v1/openapi.json"]["components"]["schemas"]["Thing"]["properties"]["lines"]
    assert "{year}" in lines["description"]


def test_the_index_leads_to_all_there_is(files, edition):
    """Datasets, states, dues, description: each address is a file; things by their pattern."""
    index = files["/api/v1/index.json"]
    for address in (index["openapi"], index["dues"], *index["datasets"], *index["states"]):
        assert of_address(files, edition, address)
    assert {one["scope"] for one in index["things"]} >= {"book", "contract", "case"}
    for thing in index["things"]:
        dataset = of_address(files, edition, thing["dataset"])
        (own,) = [one for one in dataset["things"] if one["scope"] == thing["scope"]]
        folder, pattern = own["path"].rsplit("/", 1)
        of_folder = [url for url in files if absolute(edition.county, url).startswith(f"{folder}/")]
        assert (pattern, len(of_folder)) == ("{id}.json", own["count"])


def test_where_things_are_many_they_share_files(files, edition, monkeypatch):
    """By the sha256 of their ids: the same things, as programs find them; no file for each."""
    by_id = {url: body for url, body in files.items() if url.startswith("/api/v1/contracts/")}
    monkeypatch.setattr(things, "MANY", 1)
    shared = {
        download.url: json.loads(download.body())
        for download in api.downloads([by_name("holdings")], edition)
    }
    for url, own in by_id.items():
        assert url not in shared
        digits = hashlib.sha256(own["id"].encode()).hexdigest()[:2]
        bucket = shared[f"/api/v1/contracts/sha256/{digits}.json"]
        found = bucket["things"][own["id"]]
        assert {"scope": bucket["scope"], "fields": bucket["fields"], **found} == own
    dataset = shared["/api/v1/datasets/holdings/index.json"]
    assert dataset["things"][0]["path"].endswith("/api/v1/contracts/sha256/{digits}.json")
    document = files["/api/v1/openapi.json"]
    schema = {**document["components"]["schemas"]["Things"], "components": document["components"]}
    for url, body in shared.items():
        if "/sha256/" in url:
            jsonschema.validate(body, schema)


def test_a_table_of_very_many_rows_is_named_and_not_paged(edition, monkeypatch):
    """Its files are, as Parquet: as large a table as a full county's ledger."""
    monkeypatch.setattr(paging, "PAGED", 1)
    made = {d.url: json.loads(d.body()) for d in api.downloads([by_name("holdings")], edition)}
    listed = made["/api/v1/datasets/holdings/index.json"]["tables"]
    for one in listed:
        assert bool(one["pages"]) == (one["rows"] <= 1)
        assert one["parquet"]
    assert any(not one["pages"] for one in listed)


def test_what_is_overdue_is_said_with_its_days(files, edition):
    """As many as the clock has, each with its last day."""
    missing = clock.missing(edition.dues)
    dues = files["/api/v1/dues.json"]
    assert [due["id"] for due in dues["dues"]] == missing["id"].tolist()
    assert dues["as_of"] == edition.county.as_of.isoformat()

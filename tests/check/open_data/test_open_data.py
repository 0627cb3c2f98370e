"""Any other Data Package: published as it is where it is sound, refused by name where it is not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import REGISTRY, ROOT, data_folder, line
from mingbai import build
from mingbai.check import open_data
from mingbai.check.open_data import Named
from mingbai.kinds import by_name
from mingbai.page import Fact
from sizes import examples

GOOD = ROOT / "tests/open_data/good"
RAIN = "open_data/rain"
WHERE = f"{RAIN}/datapackage.json"
Change = Callable[[dict[str, Any]], object]


def laid_out(root: Path, change: Change = lambda _: None) -> Path:
    """The good packages below `root`, the descriptor of rain changed."""
    shutil.copytree(GOOD, root / "open_data")
    path = root / WHERE
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return root


def edited(root: Path, file: str, old: str, new: str) -> Path:
    """The good packages with one text of one file of rain replaced."""
    path = laid_out(root) / RAIN / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return root


def found(root: Path) -> list[str]:
    issues = sorted(open_data.find(root)[1], key=lambda issue: issue.order)
    return [line(issue) for issue in issues]


def names(root: Path) -> list[str]:
    return [package.name for package in open_data.find(root)[0]]


def test_sound_packages_are_found_without_a_word(tmp_path):
    """Two packages: foreign keys and units; a schema of its own file, types that ours never use."""
    packages, issues = open_data.find(laid_out(tmp_path))
    assert issues == ()
    rain, stops = packages
    assert (rain.title, rain.updated.isoformat()) == ("逐月降雨量", "2026-07-03")
    assert rain.statement.sources == (Named("县水文站（演示）"),)
    assert rain.statement.licences[0].url == "https://creativecommons.org/licenses/by/4.0/"
    assert rain.tables.frame("rain")["days"].tolist()[:3] == [14, 17, 12]
    assert str(rain.tables.frame("rain")["rain"].iloc[1]) == "204.9"
    assert (stops.title, stops.statement.licences) == ("stops", (Named("CC0-1.0"),))
    assert stops.tables.frame("stops")["passengers"].tolist() == [1204, None]


def test_no_folder_is_no_fault(tmp_path):
    """A county without open data has nothing to say."""
    assert open_data.find(tmp_path) == ((), ())


def resource(number: int, **values: Any) -> Change:
    return lambda document: document["resources"][number].update(values)


def field(number: int, position: int, **values: Any) -> Change:
    return lambda document: document["resources"][number]["schema"]["fields"][position].update(
        values
    )


DESCRIPTOR_FAULTS: dict[str, tuple[Change, str]] = {
    "remote file": (
        resource(0, path="http://127.0.0.1/x.csv"),
        f"error remote-reference {WHERE}::path found=http://127.0.0.1/x.csv expected=",
    ),
    "path out of the folder": (
        resource(0, path="../../registry/county/2026/places.csv"),
        f"error unsafe-path {WHERE}::path "
        "found=../../registry/county/2026/places.csv expected=table.csv",
    ),
    "absolute path": (
        resource(0, path="/etc/passwd"),
        f"error unsafe-path {WHERE}::path found=/etc/passwd expected=table.csv",
    ),
    "remote schema": (
        resource(0, schema="https://example.org/schema.json"),
        f"error remote-reference {WHERE}::schema found=https://example.org/schema.json expected=",
    ),
    "no schema": (
        lambda document: document["resources"][0].update(schema={}),
        f"error open-data-schema {WHERE}:: found=没有 fields expected=",
    ),
    "a reference to elsewhere": (
        field(0, 1, constraints={"$ref": "https://example.org/limits.json"}),
        f"error remote-reference {WHERE}::$ref found=https://example.org/limits.json expected=",
    ),
    "no resources": (
        lambda document: document.update(resources=[]),
        f"error missing-property {WHERE}::resources found= expected=",
    ),
    "a name that is no file name": (
        resource(0, name="Stations Ⅰ"),
        f"error open-data-name {WHERE}:: found=Stations Ⅰ expected=",
    ),
    "a file that is not there": (
        resource(0, path="station.csv"),
        f"error missing-file {RAIN}/station.csv:: found=station.csv expected=",
    ),
    "a delimiter of two characters": (
        resource(0, dialect={"delimiter": ";;"}),
        f"error open-data-dialect {WHERE}:: found=delimiter = ';;' expected=",
    ),
    "another size": (
        resource(0, bytes=1),
        f"error wrong-bytes {RAIN}/stations.csv:: found=104 expected=1",
    ),
    "a type nobody knows": (
        field(0, 1, type="name"),
        f"error open-data-schema {WHERE}:: found=“name”的类型不认识 expected=",
    ),
    "two fields of one name": (
        field(0, 1, name="STATION_NO"),
        f"error open-data-schema {WHERE}:: found=字段名重复（不分大小写） expected=",
    ),
    "a key that is no field": (
        lambda document: document["resources"][0]["schema"].update(primaryKey="no"),
        f"error open-data-schema {WHERE}:: found=键里的“no”不是字段 expected=",
    ),
    "a foreign key to nowhere": (
        lambda document: document["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(
            resource="gauges"
        ),
        f"error open-data-schema {WHERE}:: "
        "found=外键 station_no 指向的 gauges 没有这些字段 expected=",
    ),
    "a constraint of the wrong kind": (
        field(0, 1, constraints={"maxLength": "20"}),
        f"error open-data-schema {WHERE}:: found=“name”的 constraints 或取值写得不对 expected=",
    ),
    "a pattern that never ends": (
        field(0, 1, constraints={"pattern": "(a+)+$"}),
        f"error open-data-pattern {WHERE}:: found=(a+)+$ expected=",
    ),
    "a pattern that looks back": (
        field(0, 1, constraints={"pattern": r"(.)\1"}),
        rf"error open-data-pattern {WHERE}:: found=(.)\1 expected=",
    ),
    "no licence": (
        lambda document: document.pop("licenses"),
        f"warning open-data-licence {WHERE}:: found= expected=",
    ),
}


@pytest.mark.parametrize("case", DESCRIPTOR_FAULTS)
def test_a_fault_of_the_descriptor_is_named(case, tmp_path):
    """Each is the first thing said; the package is left out, its neighbour stays."""
    change, expected = DESCRIPTOR_FAULTS[case]
    issues = found(laid_out(tmp_path, change))
    assert expected in issues
    assert names(tmp_path) == (["rain", "stops"] if case == "no licence" else ["stops"])


CELL_FAULTS = {
    "a station nobody registered": (
        "rain.csv",
        "Y02,2026-06,,,否",
        "Y03,2026-06,,,否",
        [
            f"error missing-reference {RAIN}/rain.csv:5:station_no found=Y03 "
            "expected=雨量站（stations）"
        ],
    ),
    "two rows of one key": (
        "rain.csv",
        "Y02,2026-06,,,否",
        "Y02,2026-05,,,否",
        [
            f"error duplicate-key {RAIN}/rain.csv:4:month found=Y02 2026-05 "
            f"expected={RAIN}/rain.csv:5",
            f"error duplicate-key {RAIN}/rain.csv:5:month found=Y02 2026-05 "
            f"expected={RAIN}/rain.csv:4",
        ],
    ),
    "not a number": (
        "rain.csv",
        "158.3",
        "约158",
        [f"error open-data-value {RAIN}/rain.csv:2:rain found=约158 expected=数"],
    ),
    "above the maximum": (
        "rain.csv",
        "158.3",
        "2158.3",
        [f"error above-maximum {RAIN}/rain.csv:2:rain found=2158.3 expected=2000"],
    ),
    "a code that is not of its form": (
        "stations.csv",
        "Y02,白",
        "Y2,白",
        [
            f"error wrong-form {RAIN}/stations.csv:3:station_no found=Y2 expected=Y[0-9]{{2}}",
        ],
    ),
    "a day that never was": (
        "stations.csv",
        "2003-11-20",
        "2003-11-31",
        [f"error open-data-value {RAIN}/stations.csv:3:opened found=2003-11-31 expected=日期"],
    ),
}


@pytest.mark.parametrize("case", CELL_FAULTS)
def test_a_fault_of_a_cell_is_found_where_it_is(case, tmp_path):
    """Cells of open data pass the gate that every kind's cells pass."""
    file, old, new, expected = CELL_FAULTS[case]
    assert found(edited(tmp_path, file, old, new)) == expected
    assert names(tmp_path) == ["stops"]


def test_the_standard_has_the_last_word(tmp_path):
    """A type of which our gate knows no form is judged by frictionless."""
    path = laid_out(tmp_path) / "open_data/stops/tables/stops.csv"
    path.write_text(path.read_text("utf-8").replace("06:40", "06:75"), "utf-8")
    (issue,) = found(tmp_path)
    assert issue.startswith(
        "error open-data-value open_data/stops/tables/stops.csv:3:first_bus found=06:75"
    )


def test_personal_data_is_refused_here_too(tmp_path):
    """An invented mobile number in a note."""
    issues = found(edited(tmp_path, "stations.csv", "迁过一次", "联系 13800138000"))
    assert [issue.split()[0] for issue in issues] == ["error"]
    assert f"{RAIN}/stations.csv:3:note" in issues[0]
    assert "13800138000" not in issues[0]


def test_what_the_descriptor_does_not_name_is_not_published(tmp_path):
    """Stray files and folders are said."""
    root = laid_out(tmp_path) / RAIN
    (root / "raw.csv").write_text("x\n1\n")
    (root / "old").mkdir()
    (root / "README.md").write_text("说明\n")
    assert found(tmp_path) == [
        f"warning open-data-unnamed-file {RAIN}/old:: found=old expected=",
        f"warning open-data-unnamed-file {RAIN}/raw.csv:: found=raw.csv expected=",
    ]
    assert names(tmp_path) == ["rain", "stops"]


def test_no_link_is_followed(tmp_path):
    """A file that is a symbolic link is not opened, whatever it leads to."""
    root = laid_out(tmp_path) / RAIN
    (root / "stations.csv").unlink()
    (root / "stations.csv").symlink_to("/etc/passwd")
    issues = found(tmp_path)
    assert f"error symlink {RAIN}/stations.csv:: found=stations.csv expected=" in issues
    assert not any("root:" in issue for issue in issues)


def test_a_folder_of_a_bad_name_or_without_a_descriptor_is_said(tmp_path):
    """The folder's name becomes an address."""
    laid_out(tmp_path)
    (tmp_path / "open_data/大数据").mkdir()
    (tmp_path / "open_data/empty").mkdir()
    assert found(tmp_path) == [
        "error missing-descriptor open_data/empty:: found= expected=",
        "error open-data-folder open_data/大数据:: found=大数据 expected=",
    ]


def test_a_bad_package_keeps_out_itself_alone(tmp_path):
    """The portal takes up what is sound; what is not is left out, and page and report say so."""
    kinds = (by_name("registry"),)
    root = data_folder(tmp_path, "registry")
    site = build.build(laid_out(root), kinds)
    pages = {page.url: page for page in site.pages()}
    assert pages["/data/open/rain/"].title == "逐月降雨量"
    assert site.edition.names["dataset", "open/rain"].url == "/data/open/rain/"
    assert "/data/open/stops/stops.csv" in {download.url for download in site.downloads()}
    assert pages["/data/"].view.left_out == ()
    (root / RAIN / "rain.csv").unlink()
    checked = build.check(root, kinds)
    assert not checked.has_errors
    assert [line(issue) for issue in checked.issues if issue.path.startswith("open_data")] == [
        f"warning open-data-left-out {RAIN}:: found=1 expected=",
        f"error missing-file {RAIN}/rain.csv:: found=rain.csv expected=",
    ]
    site = build.site(checked, kinds)
    pages = {page.url: page for page in site.pages()}
    assert "/data/open/rain/" not in pages
    assert pages["/data/open/stops/"].title == "stops"
    assert pages["/data/"].view.left_out == (Fact("rain", "有 1 处差错，没有公开"),)
    assert REGISTRY.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["resources", "title", "created", "licenses", "sources", "description", "name"]
)
RESOURCE_KEYS = st.sampled_from(["name", "path", "schema", "dialect", "bytes", "hash", "title"])
SCHEMA_KEYS = st.sampled_from(["fields", "primaryKey", "foreignKeys", "missingValues", "title"])
FIELD_KEYS = st.sampled_from(["name", "type", "format", "constraints", "trueValues", "title"])


@examples(60)
@given(
    whole=st.dictionaries(KEYS, JSON, max_size=2),
    part=st.dictionaries(RESOURCE_KEYS, JSON, max_size=1),
    schema=st.dictionaries(SCHEMA_KEYS, JSON, max_size=1),
    one=st.dictionaries(FIELD_KEYS, JSON, max_size=2),
)
def test_whatever_a_descriptor_says_the_answer_is_a_package_or_issues(
    tmp_path_factory, whole, part, schema, one
):
    """Never an exception: every odd descriptor is answered in words."""

    def change(document):
        document["resources"][1]["schema"]["fields"][1].update(one)
        document["resources"][1]["schema"].update(schema)
        document["resources"][1].update(part)
        document.update(whole)

    packages, issues = open_data.find(laid_out(tmp_path_factory.mktemp("odd"), change))
    assert "stops" in {package.name for package in packages}
    assert issues or "rain" in {package.name for package in packages}

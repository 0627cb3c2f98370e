"""The bill of materials: valid, reproducible, whole; the README names what asks for its sources."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

import sbom

ROOT = Path(__file__).resolve().parents[2]
STANDARD = ROOT / "tests" / "standards" / "cyclonedx"


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return sbom.bill()


def test_the_bill_is_as_the_standard_has_it(bill):
    """CycloneDX's published schema finds nothing wrong with it."""
    schemas = {
        file.name: Resource.from_contents(json.loads(file.read_text("utf-8")))
        for file in STANDARD.glob("*.json")
    }
    registry: Any = Registry().with_resources(
        [(f"http://cyclonedx.org/schema/{name}", schema) for name, schema in schemas.items()]
    )
    main = schemas["bom-1.5.schema.json"].contents
    validator = jsonschema.Draft7Validator(main, registry=registry)
    assert [error.message for error in validator.iter_errors(bill)] == []


def test_twice_gives_the_same_bytes(bill):
    """Nothing of the day or of chance is in it."""
    assert json.dumps(sbom.bill()) == json.dumps(bill)


def test_every_dependency_stands_in_it_with_hash_and_licence(bill):
    """What the project asks for, and what that asks for, each file by its sum."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[\[<>=]", name)[0] for name in project["dependencies"]}
    listed = {component["name"]: component for component in bill["components"]}
    assert asked <= set(listed)
    for name, component in listed.items():
        files = component["externalReferences"]
        assert files, name
        assert all(file["hashes"][0]["alg"] == "SHA-256" for file in files), name
        assert component.get("licenses") or name == "colorama", name


def test_the_readme_names_every_licence_that_asks_for_sources(bill):
    """AGPL, GPL and LGPL packages stand in both READMEs."""
    copyleft = {
        component["name"].lower()
        for component in bill["components"]
        if re.search(r"GPL|Affero", json.dumps(component.get("licenses", [])))
    }
    assert {"pelican", "feedgen", "unidecode"} <= copyleft
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8").lower()
        assert [name for name in sorted(copyleft) if name not in text] == []


def test_every_locked_file_has_its_hash():
    """Nothing is installed whose bytes are not stated in the lock."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    for package in lock["package"]:
        if "virtual" in package["source"] or "editable" in package["source"]:
            continue
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]

"""CountyAnswers -> the tables of a county's first registry: what was said, holidays, thresholds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from mingbai import home
from mingbai.kinds import DECLARED
from mingbai.schema import of_period
from mingbai.starting.answers import PLACEHOLDER, CountyAnswers, NewOffice

PUBLISHER = "county"
Row = Mapping[str, str]
_SUGGESTED = "程序建议的数，本县确定以后改写出处"


def first_tables(answers: CountyAnswers) -> Mapping[str, Sequence[Row]]:
    """The rows that a registry begins with, cells by field; a table without rows is not named."""
    return {
        "places": tuple(_places(answers)),
        "agencies": tuple(_agencies(answers)),
        "calendar": tuple(_calendar()),
        "rules": tuple(_rules()),
        "site": tuple(_site(answers)),
    }


def lay(data: Path, answers: CountyAnswers, day: date) -> str:
    """Write the registry's package below a data folder, unsealed; its path there.

    A table that must exist is there with its headings, also where it has no row yet.
    """
    reference = DECLARED.reference
    first = first_tables(answers)
    path = f"{reference.name}/{PUBLISHER}/{day.year}"
    folder = data / path
    folder.mkdir(parents=True)
    schemas = of_period(reference.schemas, str(day.year))
    tables = [s for s in schemas if not s.is_optional or first.get(s.name)]
    for schema in tables:
        names = [one.name for one in schema.fields]
        lines = [[one.title for one in schema.fields]]
        lines += [[row.get(name, "") for name in names] for row in first.get(schema.name, ())]
        text = "".join(",".join(map(_cell, line)) + "\n" for line in lines)
        (folder / f"{schema.name}.csv").write_text(text, "utf-8")
    terms = answers.terms
    licences = [{"name": terms.package, "title": terms.name}] if terms.package else []
    descriptor = {
        "name": path.replace("/", "-"),
        "title": f"{answers.name} {day.year} 年{reference.title}",
        "published": day.isoformat(),
        "approved_by": answers.organiser or answers.government,
        **({"licenses": licences} if licences else {}),
        "resources": [{"name": one.name, "path": f"{one.name}.csv"} for one in tables],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8")
    return path


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n\r') else text


def _places(answers: CountyAnswers) -> Iterator[Row]:
    county = answers.place_code
    yield {"place_code": county, "name": answers.name, "kind": "县"}
    for one in answers.offices:
        if one.place_code:
            yield {
                "place_code": one.place_code,
                "parent_code": county,
                "name": one.place_name(answers.name),
                "kind": "乡镇",
            }


def _agencies(answers: CountyAnswers) -> Iterator[Row]:
    yield {
        "slug": PUBLISHER,
        "name": answers.government,
        "short_name": "县政府",
        "class": "县政府",
        "place_code": answers.place_code,
        "address": answers.address,
        "phone": answers.phone,
        "supervision_phone": answers.supervision_phone,
    }
    for one in answers.offices:
        yield {
            "slug": one.slug,
            "name": one.name,
            "short_name": one.name.removeprefix(answers.name),
            "class": _class(one),
            "place_code": one.place_code or answers.place_code,
        }


def _class(one: NewOffice) -> str:
    return "乡镇政府" if one.place_code else "县政府部门"


def _calendar() -> Iterator[Row]:
    """The days that the State Council announced, as the program ships them."""
    days: dict[str, Row] = {}
    for file in sorted(home.shipped("holidays").glob("*.json")):
        notice = json.loads(file.read_text("utf-8"))
        for day in notice["days"]:
            is_off = "是" if day["isOffDay"] else "否"
            days[day["date"]] = {
                "date": day["date"],
                "is_off": is_off,
                "name": day["name"],
                "source": notice["papers"][0],
            }
    yield from (days[day] for day in sorted(days))


def _rules() -> Iterator[Row]:
    for one in DECLARED.thresholds:
        yield {
            "key": one.key,
            "value": str(one.default),
            "unit": one.unit,
            "meaning": one.meaning,
            "basis": _SUGGESTED,
        }


def _site(answers: CountyAnswers) -> Iterator[Row]:
    terms = answers.terms
    values = {
        "portal_name": f"{answers.name}明白账",
        "county_name": answers.name,
        "organiser": answers.organiser or answers.government,
        "phone": answers.phone,
        "supervision_phone": answers.supervision_phone,
        "is_demo": "否",
        "site_url": answers.site_url or f"https://mingbai-{answers.code}{PLACEHOLDER}/",
        "site_code": "",
        "icp": "",
        "police_no": "",
        "licence_name": terms.name,
        "licence_url": terms.url,
        "contact": " ".join(filter(None, (answers.address, answers.organiser))),
        "first_release": "",
    }
    yield from ({"key": key, "value": value} for key, value in values.items())

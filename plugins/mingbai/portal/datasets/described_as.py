"""A dataset -> what catalogues and search engines say of it: a description, schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from mingbai.county import County
from mingbai.portal.datasets.media import MEDIA
from mingbai.portal.datasets.records import Dataset, absolute
from mingbai.portal.described import as_line

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_MOST_TABLES = 12  # that a description names


def description(dataset: Dataset, county: County) -> str:
    """What it is, which tables it has, of what time; at least fifty characters."""
    summary = dataset.summary if dataset.page else as_line(dataset.summary)
    titles = [table.schema.title for table in dataset.distribution.tables]
    more = "等" if len(titles) > _MOST_TABLES else ""
    parts = [summary.rstrip("。") or dataset.title]
    if titles:
        parts.append(f"共 {len(titles)} 张表：{'、'.join(titles[:_MOST_TABLES])}{more}")
    if dataset.span:
        parts.append(f"时间：{dataset.span}")
    parts.append(
        f"{county.setting('portal_name')}公开，整份免费下载，附数据字典、来源、许可和校验值"
    )
    return "。".join(parts) + "。"


def schema_org(dataset: Dataset, county: County, cited: str) -> Markup:
    """A schema.org Dataset for a script element: strict JSON without any `<`; cited: how."""
    url = absolute(county, dataset.url)
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "identifier": url,
        "name": dataset.title,
        "alternateName": dataset.name,
        "description": description(dataset, county),
        "keywords": list(dataset.keywords),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "citation": cited,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": f"{county.setting('portal_name')}数据目录",
            "url": absolute(county, "/data/"),
        },
        "spatialCoverage": {"@type": "Place", "name": county.setting("county_name")},
        "variableMeasured": list(_variables(dataset)),
        "distribution": list(_downloads(dataset, county)),
    }
    organiser = {
        "@type": "GovernmentOrganization",
        "name": county.setting("organiser"),
        "url": absolute(county, "/"),
    }
    if dataset.authors:  # others made it: the county only passes it on
        document["creator"] = [{"@type": "Organization", "name": name} for name in dataset.authors]
        document["sdPublisher"] = organiser
    else:
        document |= {"creator": organiser, "publisher": organiser}
    licences = [licence.url for licence in dataset.terms if licence.url]
    if licences:
        document["license"] = licences[0] if len(licences) == 1 else licences
    if dataset.issued:
        document["datePublished"] = dataset.issued.isoformat()
    if dataset.updated:
        document["dateModified"] = dataset.updated.isoformat()
        document["version"] = dataset.version or dataset.updated.isoformat()
    if dataset.days:
        document["temporalCoverage"] = "/".join(day.isoformat() for day in dataset.days)
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704  # nothing left in it that HTML could read


def _variables(dataset: Dataset) -> Iterator[str]:
    """What its columns say, each once."""
    fields = (field for table in dataset.distribution.tables for field in table.schema.fields)
    yield from dict.fromkeys(f"{f.title}（{f.unit}）" if f.unit else f.title for f in fields)


def _downloads(dataset: Dataset, county: County) -> Iterator[dict[str, str]]:
    for file in dataset.distribution.files.values():
        yield {
            "@type": "DataDownload",
            "encodingFormat": MEDIA[file.name.rpartition(".")[2]],
            "contentUrl": absolute(county, dataset.url + file.name),
            "contentSize": f"{file.octets} B",
            "sha256": file.sha256,
        }

"""Datasets -> the DCAT catalogue and schema.org metadata, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from mingbai.county import County
from mingbai.portal.datasets.records import Dataset, absolute

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def catalogue(datasets: Sequence[Dataset], county: County) -> bytes:
    """A dcat:Catalog of every dataset and file."""
    document = {
        "@context": _CONTEXT,
        "@id": absolute(county, "/data/"),
        "@type": "dcat:Catalog",
        "dct:title": _words(f"{county.setting('portal_name')}数据目录"),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _words(county.setting("organiser"))},
        "dct:language": "zh",
        "foaf:homepage": {"@id": absolute(county, "/")},
        "dcat:dataset": [_dcat(dataset, county) for dataset in datasets],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def schema_org(dataset: Dataset, county: County) -> Markup:
    """A schema.org Dataset for a script element: strict JSON without any `<`."""
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": absolute(county, dataset.url),
        "url": absolute(county, dataset.url),
        "name": dataset.title,
        "description": dataset.summary,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "distribution": list(_downloads(dataset, county)),
    }
    organiser = {"@type": "GovernmentOrganization", "name": county.setting("organiser")}
    if dataset.authors:  # others made it: the county only passes it on
        document["creator"] = [{"@type": "Organization", "name": name} for name in dataset.authors]
        document["sdPublisher"] = organiser
    else:
        document["publisher"] = organiser
    licences = [licence.url for licence in dataset.licences if licence.url]
    if licences:
        document["license"] = licences[0] if len(licences) == 1 else licences
    if dataset.updated:
        document["dateModified"] = dataset.updated.isoformat()
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704  # nothing left in it that HTML could read


def _downloads(dataset: Dataset, county: County) -> Iterator[dict[str, str]]:
    for file in dataset.distribution.files.values():
        yield {
            "@type": "DataDownload",
            "encodingFormat": MEDIA[file.name.rpartition(".")[2]],
            "contentUrl": absolute(county, dataset.url + file.name),
            "contentSize": f"{file.octets} B",
            "sha256": file.sha256,
        }


def _dcat(dataset: Dataset, county: County) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "@id": absolute(county, dataset.url),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _words(dataset.title),
        "dct:description": _words(dataset.summary),
        "dcat:keyword": _words(dataset.group),
        "dcat:landingPage": {"@id": absolute(county, dataset.url)},
        "dcat:distribution": list(_distributions(dataset, county)),
    }
    licences = [{"@id": licence.url} for licence in dataset.licences if licence.url]
    if licences:
        entry["dct:license"] = licences[0] if len(licences) == 1 else licences
    if dataset.updated:
        entry["dct:modified"] = {"@type": "xsd:date", "@value": dataset.updated.isoformat()}
    return entry


def _distributions(dataset: Dataset, county: County) -> Iterator[dict[str, Any]]:
    for file in dataset.distribution.files.values():
        url = absolute(county, dataset.url + file.name)
        yield {
            "@id": url,
            "@type": "dcat:Distribution",
            "dct:title": file.name,
            "dcat:downloadURL": {"@id": url},
            "dcat:mediaType": MEDIA[file.name.rpartition(".")[2]],
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.octets)},
            "spdx:checksum": {
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": file.sha256,
            },
        }


def _words(text: str) -> dict[str, str]:
    return {"@language": "zh", "@value": text}

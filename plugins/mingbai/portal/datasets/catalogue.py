"""Datasets -> the DCAT catalogue, by the European application profile DCAT-AP 3.0.1.

A kind is a dataset and a series: each package of a publisher and period is a member of the series.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mingbai import dates
from mingbai.county import County
from mingbai.portal.datasets.described_as import description
from mingbai.portal.datasets.distribution import PublishedFile
from mingbai.portal.datasets.media import MEDIA, file_type, media_type
from mingbai.portal.datasets.rdf import Node, day, link, literal, words
from mingbai.portal.datasets.records import Dataset, absolute
from mingbai.read import Package

JSON_LD_URL, TURTLE_URL = "/data/catalog.jsonld", "/data/catalog.ttl"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_LANGUAGE = f"{_AUTHORITY}/language/ZHO"
_THEMES = f"{_AUTHORITY}/data-theme"
_THEME = f"{_THEMES}/GOVE"
_AVAILABLE = f"{_AUTHORITY}/planned-availability/STABLE"
_PUBLISHER_TYPE = "http://purl.org/adms/publishertype/LocalAuthority"
_ALGORITHM = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_FREQUENCY = {
    "week": "WEEKLY",
    "month": "MONTHLY",
    "quarter": "QUARTERLY",
    "half-year": "ANNUAL_2",
    "year": "ANNUAL",
}


def graph(datasets: Sequence[Dataset], county: County) -> list[Node]:
    """A dcat:Catalog of every dataset and file, the series, and what they all refer to."""
    updated = [dataset.updated for dataset in datasets if dataset.updated]
    catalogue: Node = {
        "@id": absolute(county, "/data/"),
        "@type": "dcat:Catalog",
        "dct:title": words(f"{county.setting('portal_name')}数据目录"),
        "dct:description": words(
            f"{county.setting('county_name')}公开的全部数据：账目、合同、办件、督查等，"
            "每一份都写明来源、时间、许可和下载地址。"
        ),
        "dct:publisher": link(_organiser(county)),
        "dct:language": link(_LANGUAGE),
        "dct:spatial": link(_place(county)),
        "dcat:themeTaxonomy": link(_THEMES),
        "foaf:homepage": link(absolute(county, "/")),
    }
    if county.setting("first_release"):
        catalogue["dct:issued"] = literal(county.setting("first_release"), "xsd:date")
    if updated:
        catalogue["dct:modified"] = day(max(updated))
    if county.setting("licence_url"):
        catalogue["dct:license"] = link(county.setting("licence_url"))
    kinds = [dataset for dataset in datasets if dataset.publishers]
    members = [node for dataset in kinds for node in _members(dataset, county)]
    catalogue["dcat:dataset"] = [
        *(_dataset(dataset, county) for dataset in datasets),
        *(link(node["@id"]) for node in members),
    ]
    return [
        catalogue,
        *(_series(dataset, county) for dataset in kinds),
        *members,
        *_common(datasets, county),
    ]


def _common(datasets: Sequence[Dataset], county: County) -> Iterator[Node]:
    """What many nodes refer to, each described once."""
    yield {"@id": _LANGUAGE, "@type": "dct:LinguisticSystem"}
    yield {"@id": _THEMES, "@type": "skos:ConceptScheme", "dct:title": words("主题")}
    for iri, label in (
        (_THEME, "政府和公共部门"),
        (_AVAILABLE, "长期提供"),
        (_PUBLISHER_TYPE, "地方政府"),
    ):
        yield {"@id": iri, "@type": "skos:Concept", "skos:prefLabel": words(label)}
    name = county.setting("county_name")
    yield {"@id": _place(county), "@type": "dct:Location", "skos:prefLabel": words(name)}
    yield {"@id": absolute(county, "/"), "@type": "foaf:Document"}
    yield {"@id": _ALGORITHM, "@type": "spdx:ChecksumAlgorithm"}
    yield _agent(_organiser(county), county.setting("organiser"))
    slugs = sorted({slug for dataset in datasets for slug in dataset.publishers})
    for slug in slugs:
        yield _agent(_agency(slug, county), str(county.agencies.at[slug, "name"]))
    yield _contact(county)
    licences = {one.url: one.text for d in datasets for one in d.terms if one.url}
    if county.setting("licence_url"):
        licences[county.setting("licence_url")] = county.setting("licence_name")
    for url, text in sorted(licences.items()):
        yield {"@id": url, "@type": "dct:LicenseDocument", "rdfs:label": words(text)}
    for suffix in MEDIA:
        yield {"@id": media_type(suffix), "@type": "dct:MediaType"}
        yield {"@id": file_type(suffix), "@type": "dct:MediaTypeOrExtent"}
    for code in sorted(set(_FREQUENCY.values())):
        yield {"@id": f"{_AUTHORITY}/frequency/{code}", "@type": "dct:Frequency"}


def _agent(iri: str, name: str) -> Node:
    return {
        "@id": iri,
        "@type": "foaf:Agent",
        "foaf:name": words(name),
        "dct:type": link(_PUBLISHER_TYPE),
    }


def _contact(county: County) -> Node:
    node: Node = {
        "@id": _contact_iri(county),
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": words(county.setting("organiser")),
        "vcard:hasURL": link(absolute(county, "/")),
    }
    if county.setting("phone"):
        node["vcard:hasTelephone"] = link(f"tel:{county.setting('phone')}")
    return node


def _organiser(county: County) -> str:
    return absolute(county, "/data/#organiser")


def _contact_iri(county: County) -> str:
    return absolute(county, "/data/#contact")


def _place(county: County) -> str:
    return absolute(county, "/data/#county")


def _agency(slug: str, county: County) -> str:
    return absolute(county, f"/agencies/{slug}/")


def _dataset(dataset: Dataset, county: County) -> Node:
    url = absolute(county, dataset.url)
    node: Node = {
        "@id": url,
        "@type": "dcat:Dataset",
        "dct:identifier": literal(url, "xsd:anyURI"),
        "dct:title": words(dataset.title),
        "dct:description": words(description(dataset, county)),
        "dcat:keyword": [words(word) for word in dataset.keywords],
        "dcat:theme": link(_THEME),
        "dct:publisher": link(_publisher(dataset, county)),
        "dcat:contactPoint": link(_contact_iri(county)),
        "dct:language": link(_LANGUAGE),
        "dct:spatial": link(_place(county)),
        "dcat:landingPage": {"@id": url, "@type": "foaf:Document"},
        "dcat:distribution": [
            _distribution(dataset, file, county) for file in dataset.distribution.files.values()
        ],
    }
    if dataset.authors:
        node["dct:creator"] = [
            {"@type": "foaf:Agent", "foaf:name": words(name)} for name in dataset.authors
        ]
    if dataset.days:
        node["dct:temporal"] = _temporal(*dataset.days)
    if dataset.rhythm:
        node["dct:accrualPeriodicity"] = link(_frequency(dataset.rhythm))
    if dataset.issued:
        node["dct:issued"] = day(dataset.issued)
    if dataset.updated:
        node["dct:modified"] = day(dataset.updated)
    return node


def _publisher(dataset: Dataset, county: County) -> str:
    """The agency that published all of it; the office that runs the portal where several did."""
    only = dataset.publishers[0] if len(dataset.publishers) == 1 else None
    return _agency(only, county) if only else _organiser(county)


def _frequency(rhythm: str) -> str:
    return f"{_AUTHORITY}/frequency/{_FREQUENCY[rhythm]}"


def _temporal(first: date, last: date) -> Node:
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": day(first), "dcat:endDate": day(last)}


def _distribution(dataset: Dataset, file: PublishedFile, county: County) -> Node:
    url, suffix = absolute(county, dataset.url + file.name), file.name.rpartition(".")[2]
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": words(file.name),
        "dct:description": words(f"{dataset.title}：{file.name}"),
        "dcat:accessURL": link(absolute(county, dataset.url)),
        "dcat:downloadURL": link(url),
        "dct:format": link(file_type(suffix)),
        "dcat:mediaType": link(media_type(suffix)),
        "dcat:byteSize": literal(str(file.octets), "xsd:nonNegativeInteger"),
        "dcatap:availability": link(_AVAILABLE),
        "dct:language": link(_LANGUAGE),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": link(_ALGORITHM),
            "spdx:checksumValue": literal(file.sha256, "xsd:hexBinary"),
        },
        **_terms(dataset),
    }


def _terms(dataset: Dataset) -> Node:
    """Its licence; where there are several, or one without address, they are said in words."""
    urls = [licence.url for licence in dataset.terms if licence.url]
    if len(dataset.terms) == 1 and urls:
        return {"dct:license": link(urls[0])}
    text = "；".join(licence.text for licence in dataset.terms)
    return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": words(text)}}


def _series(dataset: Dataset, county: County) -> Node:
    """All periods of a kind."""
    node: Node = {
        "@id": _series_iri(dataset, county),
        "@type": "dcat:DatasetSeries",
        "dct:title": words(f"{dataset.title}，按单位、按期"),
        "dct:description": words(
            f"{dataset.summary}每个单位每一期一份，公开后不再改动，改了另有更正。"
        ),
        "dct:publisher": link(_publisher(dataset, county)),
        "dcat:contactPoint": link(_contact_iri(county)),
        "dct:spatial": link(_place(county)),
    }
    if dataset.days:
        node["dct:temporal"] = _temporal(*dataset.days)
    if dataset.rhythm:
        node["dct:accrualPeriodicity"] = link(_frequency(dataset.rhythm))
    if dataset.issued and dataset.updated:
        node |= {"dct:issued": day(dataset.issued), "dct:modified": day(dataset.updated)}
    return node


def _series_iri(dataset: Dataset, county: County) -> str:
    return absolute(county, f"{dataset.url}#series")


def _members(dataset: Dataset, county: County) -> Iterator[Node]:
    """What each publisher published in each period, by its descriptor."""
    series = link(_series_iri(dataset, county))
    for package in dataset.tables.packages:
        yield _member(dataset, package, series, county)


def _member(dataset: Dataset, package: Package, series: Node, county: County) -> Node:
    folder = f"{dataset.url}{package.publisher}/{package.period}/"
    url = absolute(county, folder)
    return {
        "@id": url,
        "@type": "dcat:Dataset",
        "dct:identifier": literal(url, "xsd:anyURI"),
        "dct:title": words(package.title),
        "dct:description": words(
            f"{dataset.title}，{package.title}，{package.approved_by}批准公开。"
        ),
        "dct:publisher": link(_agency(package.publisher, county)),
        "dcat:contactPoint": link(_contact_iri(county)),
        "dcat:theme": link(_THEME),
        "dcat:keyword": words(dataset.group),
        "dct:spatial": link(_place(county)),
        "dct:temporal": _temporal(dates.first_day(package.period), dates.last_day(package.period)),
        "dct:issued": day(package.public_since),
        "dct:modified": day(package.published),
        "dcat:inSeries": series,
        "dcat:distribution": {
            "@id": f"{url}datapackage.json",
            "@type": "dcat:Distribution",
            "dct:description": words("数据包：说明、字段和各张表的 CSV"),
            "dcat:accessURL": link(absolute(county, f"{dataset.url}{package.publisher}/")),
            "dcat:downloadURL": link(f"{url}datapackage.json"),
            "dct:format": link(file_type("json")),
            "dcat:mediaType": link(media_type("json")),
            "dcatap:availability": link(_AVAILABLE),
            **_terms(dataset),
        },
    }

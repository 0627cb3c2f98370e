"""The catalogue is DCAT-AP 3.0.1, says the same in both forms, and gives search engines enough."""

import json
import re

import pyshacl
import pytest
import yaml
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from harness import ROOT
from mingbai.kinds import KINDS
from mingbai.model import Edition
from mingbai.portal import datasets
from mingbai.portal.datasets import rdf
from mingbai.portal.datasets.records import absolute
from mingbai.portal.datasets.records import datasets as records

SHAPES = ROOT / "tests/standards/dcat-ap/shapes.jsonld"
SH, DCAT, DCT = (
    Namespace("http://www.w3.org/ns/shacl#"),
    Namespace("http://www.w3.org/ns/dcat#"),
    Namespace("http://purl.org/dc/terms/"),
)
# What Google asks for, and what it would like to have (science-on-schema.org's shapes say so too).
REQUIRED = ("name", "description", "url")
RECOMMENDED = (
    "alternateName",
    "citation",
    "creator",
    "identifier",
    "includedInDataCatalog",
    "isAccessibleForFree",
    "keywords",
    "license",
    "spatialCoverage",
    "temporalCoverage",
    "variableMeasured",
    "version",
)


@pytest.fixture(scope="module")
def edition(shared) -> Edition:
    data = shared.data("appraisals", "good", ("accounts", "holdings"))
    return shared.site(data).edition


@pytest.fixture(scope="module")
def bodies(edition) -> dict[str, bytes]:
    """The catalogue by its addresses, as the site has it."""
    return {
        download.url: download.body()
        for download in datasets.downloads(KINDS, edition)
        if download.url.startswith("/data/catalog.")
    }


@pytest.fixture(scope="module")
def graph(bodies) -> Graph:
    return Graph().parse(data=bodies["/data/catalog.jsonld"], format="json-ld")


def shapes() -> Graph:
    """Without the class of everything, as 3.0.1 has them."""
    found = Graph().parse(SHAPES, format="json-ld")
    found.remove((None, SH["class"], RDFS.Resource))
    return found


def faults(graph: Graph) -> list[tuple[str, str]]:
    """(path, what was asked) of every violation."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), advanced=True)
    return [
        (
            str(report.value(one, SH.resultPath)),
            str(report.value(one, SH.sourceConstraintComponent)),
        )
        for one in report.subjects(RDF.type, SH.ValidationResult)
    ]


def test_the_catalogue_breaks_no_shape(graph):
    """Of DCAT-AP, with the classes that its properties lead to."""
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) > 10
    assert faults(graph) == []


def test_a_catalogue_that_is_wrong_is_refused(bodies):
    """The shapes do look: a file without the page that leads to it, a language as a text."""
    graph = Graph().parse(data=bodies["/data/catalog.ttl"], format="turtle")
    graph.remove((None, DCAT.accessURL, None))
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    graph.add((catalogue, DCT.language, Literal("zh")))
    paths = {path for path, _ in faults(graph)}
    assert paths >= {str(DCAT.accessURL), str(DCT.language)}


def test_both_forms_say_the_same(bodies, graph):
    """Statement by statement."""
    turtle = Graph().parse(data=bodies["/data/catalog.ttl"], format="turtle")
    assert isomorphic(graph, turtle)


def test_nothing_has_to_be_fetched_to_read_it(bodies):
    """The context is inside, and strict JSON."""
    document = json.loads(bodies["/data/catalog.jsonld"])
    assert document["@context"] == rdf.PREFIXES


def test_each_package_is_a_member_of_the_series_of_its_kind(graph, edition):
    """By its own address, with its period, its publisher and its descriptor."""
    county = edition.county
    for kind in ("accounts", "holdings", "appraisals"):
        series = URIRef(absolute(county, f"/data/{kind}/#series"))
        assert (series, RDF.type, DCAT.DatasetSeries) in graph
        members = set(graph.subjects(DCAT.inSeries, series))
        assert members == {
            URIRef(absolute(county, f"/data/{p.path}/")) for p in edition.tables[kind].packages
        }
        assert all(graph.value(member, DCT.temporal) for member in members)


def test_identifiers_are_unique_in_the_world(graph):
    """Every dataset is identified by its own address."""
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        assert str(graph.value(dataset, DCT.identifier)) == str(dataset)


def test_search_engines_get_what_they_ask_for(edition):
    """All that Google requires and recommends, a description between 50 and 5,000 characters."""
    pages = {page.url: page for page in datasets.pages(KINDS, edition)}
    for dataset in records(KINDS, edition):
        own = json.loads(pages[dataset.url].view.json_ld)
        assert 50 <= len(own["description"]) <= 5000
        missing = [name for name in (*REQUIRED, *RECOMMENDED) if not own.get(name)]
        assert missing == [], dataset.name
        assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", own["temporalCoverage"])


HOSTILE = 'a"b\\c\nd\te <f> ${g} 中'


def test_any_text_and_address_comes_back_from_turtle():
    """Quotes, backslashes and line breaks in texts; in addresses what may not stand there."""
    node = {"@id": "https://e.example/a b<c>", "dct:title": rdf.words(HOSTILE)}
    inner = {"@type": "dct:Location", "skos:prefLabel": rdf.words(HOSTILE)}
    node["dct:spatial"] = [inner, rdf.link("https://e.example/d")]
    turtle = Graph().parse(data=rdf.turtle([node]), format="turtle")
    subject = URIRef("https://e.example/a%20b%3Cc%3E")
    assert turtle.value(subject, DCT.title) == Literal(HOSTILE, lang="zh")
    assert len(list(turtle.objects(subject, DCT.spatial))) == 2


# How to cite, and tables as W3C describes them


def test_every_dataset_can_be_cited_by_programs(edition):
    """BibTeX, RIS and CFF name the title, the author, the day and the address."""
    files = {d.url: d.body() for d in datasets.downloads(KINDS, edition)}
    for dataset in records(KINDS, edition):
        url = absolute(edition.county, dataset.url)
        author = (dataset.authors or (edition.county.setting("organiser"),))[0]
        for name in ("citation.bib", "citation.ris", "CITATION.cff"):
            text = files[dataset.url + name].decode()
            assert all(part in text for part in (dataset.title, url, author)), (dataset.name, name)
        ris = files[dataset.url + "citation.ris"].decode().split("\r\n")
        assert (ris[0], ris[-2]) == ("TY  - DATA", "ER  - ")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in ris[:-1])
        bibtex = files[dataset.url + "citation.bib"].decode()
        assert bibtex.count("{") == bibtex.count("}")
        cff = yaml.safe_load(files[dataset.url + "CITATION.cff"])
        assert (cff["cff-version"], cff["type"]) == ("1.2.0", "dataset")
        assert cff["authors"][0]["name"] == author


def test_csvw_describes_every_csv(edition):
    """Each file with its columns in their order; each key leads to columns that are there."""
    files = {d.url: d.body() for d in datasets.downloads(KINDS, edition)}
    for dataset in records(KINDS, edition):
        document = json.loads(files[dataset.url + "csv-metadata.json"])
        tables = {one["url"]: one["tableSchema"] for one in document["tables"]}
        names = {name for name in dataset.distribution.files if name.endswith(".csv")}
        assert tables.keys() == names
        for name, own in tables.items():
            heading = files[dataset.url + name].decode().split("\n")[0].split(",")
            assert [column["name"] for column in own["columns"]] == heading
            for key in own.get("foreignKeys", ()):
                led = tables[key["reference"]["resource"]]
                known = {column["name"] for column in led["columns"]}
                assert set(key["reference"]["columnReference"]) <= known


def test_no_day_is_empty(bodies) -> None:
    """What is not known is left out: `""` is no date."""
    for body in bodies.values():
        assert not re.search(r'""\^\^xsd:date|"@value": ""', body.decode())

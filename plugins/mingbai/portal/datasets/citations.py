"""A dataset -> how to cite it: BibTeX, RIS and CITATION.cff, for programs that keep literature."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from mingbai.county import County
from mingbai.portal.datasets.described_as import description
from mingbai.portal.datasets.records import Dataset, absolute

NAMES: Mapping[str, str] = {
    "citation.bib": "引用 BibTeX",
    "citation.ris": "引用 RIS",
    "CITATION.cff": "引用 CFF",
}
_BIBTEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": "\\textbackslash{}"})


@dataclass(frozen=True)
class _Cited:
    """What every form says. day: ISO, "" where nothing is known of when it was published."""

    title: str
    authors: tuple[str, ...]
    publisher: str
    day: str
    version: str
    url: str
    about: str


def citations(dataset: Dataset, county: County) -> dict[str, bytes]:
    """Each form by the name of its file."""
    day = dataset.updated.isoformat() if dataset.updated else ""
    organiser = county.setting("organiser")
    cited = _Cited(
        title=dataset.title,
        authors=dataset.authors or (organiser,),
        publisher=county.setting("portal_name"),
        day=day,
        version=dataset.version or day,
        url=absolute(county, dataset.url),
        about=description(dataset, county),
    )
    texts = {
        "citation.bib": _bibtex(dataset.name, cited),
        "citation.ris": _ris(cited),
        "CITATION.cff": _cff(cited),
    }
    return {name: text.encode() for name, text in texts.items()}


def _bibtex(key: str, cited: _Cited) -> str:
    fields = {
        "title": cited.title,
        "author": " and ".join(f"{{{name.translate(_BIBTEX)}}}" for name in cited.authors),
        "publisher": cited.publisher,
        "year": cited.day[:4],
        "date": cited.day,
        "version": cited.version,
        "url": cited.url,
    }
    plain = ("author", "url")  # their own braces; an address stays as it is
    lines = [
        f"  {name} = {{{text if name in plain else text.translate(_BIBTEX)}}},"
        for name, text in fields.items()
        if text
    ]
    return "\n".join((f"@misc{{mingbai-{key},", *lines, "}", ""))


def _ris(cited: _Cited) -> str:
    lines = [
        ("TY", "DATA"),
        ("TI", cited.title),
        *(("AU", name) for name in cited.authors),
        ("PB", cited.publisher),
        ("PY", cited.day[:4]),
        ("DA", cited.day.replace("-", "/")),
        ("ET", cited.version),
        ("UR", cited.url),
        ("LA", "zh"),
        ("ER", ""),
    ]
    filled = [(tag, " ".join(text.split())) for tag, text in lines if text or tag == "ER"]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in filled)


def _cff(cited: _Cited) -> str:
    """YAML, of which JSON's texts are a part."""
    fields = [
        ("cff-version", "1.2.0"),
        ("message", "引用这份数据，请照下面写。"),
        ("type", "dataset"),
        ("title", cited.title),
        ("abstract", cited.about),
        ("version", cited.version),
        ("date-released", cited.day),
        ("url", cited.url),
    ]
    lines = [f"{name}: {_quoted(text)}\n" for name, text in fields if text]
    authors = [f"  - name: {_quoted(name)}\n" for name in cited.authors]
    return "".join((*lines, "authors:\n", *authors))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

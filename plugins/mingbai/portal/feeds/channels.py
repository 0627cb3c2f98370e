"""Edition -> Channels: the feeds of all, of each kind, agency and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.model import Disclosure, Edition, Kind

NEWEST = 50
_BY_KIND, _BY_AGENCY, _BY_PLACE = "按类别", "按单位", "按地方"


@dataclass(frozen=True)
class Channel:
    """One feed. key: its path below `/feeds/`. page: the rooted address of the page it belongs to.

    group: its heading on the feeds page; is_listed: whether it stands there at all.
    disclosures: newest first, at most NEWEST.
    """

    key: str
    name: str
    title: str
    page: str
    group: str
    disclosures: tuple[Disclosure, ...]
    is_listed: bool = True

    @property
    def atom(self) -> str:
        """Rooted address of its Atom form."""
        return f"/feeds/{self.key}.atom"

    @property
    def rss(self) -> str:
        """Rooted address of its RSS form."""
        return f"/feeds/{self.key}.rss"

    @property
    def json(self) -> str:
        """Rooted address of its JSON Feed form."""
        return f"/feeds/{self.key}.json"


def channels(kinds: Sequence[Kind], edition: Edition) -> tuple[Channel, ...]:
    """A channel of everything, of each kind, agency and place (with the places below it)."""
    public = [d for d in edition.disclosures if _is_public(d, edition)]
    portal = edition.county.setting("portal_name")
    everything = Channel(
        key="all",
        name="全部公开",
        title=f"{portal}：全部公开",
        page="/",
        group="全部",
        disclosures=tuple(public[:NEWEST]),
    )
    return (
        everything,
        *_kinds(kinds, public, portal),
        *_agencies(edition, public, portal),
        *_places(edition, public, portal),
    )


def _is_public(disclosure: Disclosure, edition: Edition) -> bool:
    """False for packages that contain only person lists: those stay out of feeds."""
    tables = edition.tables[disclosure.package.kind]
    return not all(tables[name].schema.is_person_list for name in disclosure.package.files)


def _newest(pairs: Iterable[tuple[str, Disclosure]]) -> dict[str, list[Disclosure]]:
    """The newest disclosures of each key; pairs come newest first."""
    newest: dict[str, list[Disclosure]] = {}
    for key, disclosure in pairs:
        of_key = newest.setdefault(key, [])
        if len(of_key) < NEWEST:
            of_key.append(disclosure)
    return newest


def _channel(
    key: str, name: str, portal: str, page: str, group: str, disclosures: list[Disclosure] | None
) -> Channel:
    return Channel(
        key=key,
        name=name,
        title=f"{portal}：{name}",
        page=page,
        group=group,
        disclosures=tuple(disclosures or ()),
    )


def _kinds(kinds: Sequence[Kind], public: list[Disclosure], portal: str) -> Iterator[Channel]:
    newest = _newest((d.package.kind, d) for d in public)
    for kind in kinds:
        disclosures = newest.get(kind.name)
        yield _channel(
            key=f"kinds/{kind.name}",
            name=kind.title,
            portal=portal,
            page=f"/{kind.name}/",
            group=_BY_KIND,
            disclosures=disclosures,
        )


def _agencies(edition: Edition, public: list[Disclosure], portal: str) -> Iterator[Channel]:
    """Disclosures that an agency is answerable for or has published."""
    pairs = ((slug, d) for d in public for slug in sorted({d.agency or "", d.package.publisher}))
    newest = _newest(pairs)
    for slug, name in edition.county.agencies["name"].items():
        page = edition.url("agency", str(slug)) or "/"
        disclosures = newest.get(str(slug))
        yield _channel(
            key=f"agencies/{slug}",
            name=str(name),
            portal=portal,
            page=page,
            group=_BY_AGENCY,
            disclosures=disclosures,
        )


def _places(edition: Edition, public: list[Disclosure], portal: str) -> Iterator[Channel]:
    """The county, then each township followed by its villages; groups are not listed."""
    county = edition.county
    above = _chains(county.places["parent_code"])
    homes = county.agencies["place_code"].to_dict()
    pairs = (
        (code, d)
        for d in public
        for code in above[d.place or homes[d.agency or d.package.publisher]]
    )
    newest = _newest(pairs)
    for row in county.places.sort_index().itertuples():
        code, name = str(row.place_code), str(row.path)
        page = edition.url("place", code) or "/"
        channel = _channel(
            key=f"places/{code}",
            name=name,
            portal=portal,
            page=page,
            group=_BY_PLACE,
            disclosures=newest.get(code),
        )
        yield channel if row.kind != "组" else _unlisted(channel)


def _unlisted(channel: Channel) -> Channel:
    return Channel(
        key=channel.key,
        name=channel.name,
        title=channel.title,
        page=channel.page,
        group=channel.group,
        disclosures=channel.disclosures,
        is_listed=False,
    )


def _chains(parents: pd.Series) -> dict[str, tuple[str, ...]]:
    """Place code -> the codes of the place and of all places above it, in that order."""
    parent = {str(code): str(p) for code, p in parents.items() if pd.notna(p)}
    chains: dict[str, tuple[str, ...]] = {}
    for code in map(str, parents.index):
        chain = [code]
        while chain[-1] in parent:
            chain.append(parent[chain[-1]])
        chains[code] = tuple(chain)
    return chains

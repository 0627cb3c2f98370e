"""County -> `/ask/`: a letter, an e-mail, an SMS and a slip that carry a row's address.

The address of the row follows # in the link that leads here, so that one page serves every row. A
script fills it in; without one the reader copies it. Nothing is sent and nobody's name is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.check.answers import QUESTIONS
from mingbai.county import ANSWER_DAYS, County
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import addresses

_PHONE, _MAIL, _SMS = "电话", "电子邮件", "短信"


@dataclass(frozen=True, slots=True)
class Office:
    """Who can be asked: an agency that keeps books. phone, mail, sms: "" where not published."""

    slug: str
    name: str
    phone: str
    mail: str
    sms: str


@dataclass(frozen=True, slots=True)
class AskView:
    """ask.html. days: working days within which is answered. register: where answers stand, or "".

    top: the address below which all rows stand.
    """

    offices: tuple[Office, ...]
    days: int
    register: str
    phone: str
    top: str = "/"


def pages(edition: Edition) -> Iterator[Page]:
    """The page where a question is written; it is there before anything was ever asked."""
    county = edition.county
    registers = [f"/{kind}/" for kind in county.publishers_of(QUESTIONS)]
    crumbs = (Crumb("回应和提问", registers[0]),) if registers else ()
    yield Page(
        url=addresses.ASK_URL,
        template="ask.html",
        title="问一笔账",
        view=AskView(
            offices=tuple(_offices(county)),
            days=county.threshold(ANSWER_DAYS),
            register=registers[0] if registers else "",
            phone=county.setting("supervision_phone"),
        ),
        description="哪一笔看不明白，问管账的单位：信、电子邮件、短信、纸条都替您写好，不用说您是谁。",
        crumbs=(HOME_CRUMB, *crumbs, Crumb("问一笔账")),
        section="监督",
    )


def _offices(county: County) -> Iterator[Office]:
    """The agencies that keep books, in the order of the registry."""
    keepers = county.agencies[county.agencies.index.isin(county.books["keeper"])]
    ways = county.contacts[county.contacts["agency"].notna()].drop_duplicates(["agency", "channel"])
    published = dict(
        zip(zip(ways["agency"], ways["channel"], strict=True), ways["address"], strict=True)
    )
    columns = (keepers.index, keepers["short_name"], keepers["phone"])
    for slug, name, phone in zip(*columns, strict=True):
        known = "" if pd.isna(phone) else str(phone)
        yield Office(
            slug=str(slug),
            name=str(name),
            phone=published.get((slug, _PHONE), known),
            mail=published.get((slug, _MAIL), ""),
            sms=published.get((slug, _SMS), ""),
        )

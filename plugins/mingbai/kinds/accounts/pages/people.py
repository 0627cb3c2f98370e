"""A book -> whom to ask: those who answer for it, who keeps it, where to complain."""

from __future__ import annotations

from mingbai.kinds.accounts.contacts import Post
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.page import Fact, Link


def people(accounts: VillageAccounts, book_id: str) -> tuple[Fact, ...]:
    """Posts of the book's place, the agency that keeps it, the county's channel."""
    book, contacts = accounts.books.registered[book_id], accounts.contacts
    agency = contacts.agencies[book.agency]
    url = accounts.edition.url("agency", book.agency)
    return (
        *(Fact(post.name, _holder(post)) for post in contacts.posts.get(book.place_code, ())),
        Fact("记账单位", Link(agency.name, url, _phone(agency.phone))),
        Fact("监督电话", _telephone(agency.supervision_phone)),
        Fact("县里监督", _telephone(accounts.county.setting("supervision_phone"))),
    )


def _holder(post: Post) -> str:
    name = post.holder if isinstance(post.holder, str) else "还没有公布"
    return f"{name}，电话 {post.phone}" if isinstance(post.phone, str) else name


def _phone(phone: str | float) -> str:
    return f"电话 {phone}" if isinstance(phone, str) else ""


def _telephone(phone: str | float) -> str | Link:
    """A number to call; an absent one is NaN in a frame and empty among the settings."""
    if not isinstance(phone, str) or not phone:
        return "还没有公布"
    return Link(phone, f"tel:{phone}")

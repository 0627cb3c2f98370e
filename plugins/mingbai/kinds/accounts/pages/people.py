"""A book -> whom to ask: those who answer for it, who keeps it, where to complain."""

from __future__ import annotations

from mingbai.kinds.accounts.books import Shelf
from mingbai.page import Fact, Link


def people(shelf: Shelf, book_id: str) -> tuple[Fact, ...]:
    """Posts of the book's place, its keeper with its telephones, the county's channel."""
    county = shelf.county
    book = shelf.books[book_id]
    told = [Fact(name, _words(*ask)) for name, *ask in shelf.posts.get(book.place_code, ())]
    keeper, phone, supervision_phone = shelf.keepers[book.keeper]
    url = shelf.edition.url("agency", book.keeper)
    told.append(Fact("记账单位", Link(keeper, url, _phone(phone))))
    told.append(Fact("监督电话", _telephone(supervision_phone)))
    told.append(Fact("县里监督", _telephone(county.setting("supervision_phone"))))
    return tuple(told)


def _words(holder: str | float, phone: str | float) -> str:
    name = holder if isinstance(holder, str) else "未公布"
    return f"{name}，电话 {phone}" if isinstance(phone, str) else name


def _phone(phone: str | float) -> str:
    return f"电话 {phone}" if isinstance(phone, str) else ""


def _telephone(phone: str | float) -> str | Link:
    """A number to call; an absent one is NaN in a frame and empty among the settings."""
    if not isinstance(phone, str) or not phone:
        return "未公布"
    return Link(phone, f"tel:{phone}")

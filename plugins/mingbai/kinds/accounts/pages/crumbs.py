"""A township, a book -> where its pages lie: county › township › village › book."""

from __future__ import annotations

from mingbai.kinds.accounts.disclosures import book_url, town_url
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import HOME_CRUMB, Crumb

_ACCOUNTS = (HOME_CRUMB, Crumb("村账", "/accounts/"))


def of_town(code: str, name: str, *further: Crumb) -> tuple[Crumb, ...]:
    """County › township; further: pages below it."""
    return (*_ACCOUNTS, Crumb(name, town_url(code) if further else None), *further)


def of_book(accounts: VillageAccounts, book_id: str, *further: Crumb) -> tuple[Crumb, ...]:
    """County › township › village › book; further: pages below it."""
    book, known = accounts.books.registered[book_id], accounts.books.places
    above = list(_ACCOUNTS)
    for code in accounts.books.line_of(book.place_code):
        is_town = known[code].kind == "乡镇"
        url = town_url(code) if is_town else accounts.edition.url("place", code)
        above.append(Crumb(known[code].name, url))
    return (*above, Crumb(book.name, book_url(book_id) if further else None), *further)

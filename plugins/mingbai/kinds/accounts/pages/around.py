"""A book -> what stands around its figures: the next day, the office, how to ask, a card."""

from __future__ import annotations

from mingbai.county import ANSWER_DAYS, MONTH_DUE_DAY
from mingbai.kinds.accounts.disclosures import book_url
from mingbai.kinds.accounts.pages.sections import Card
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.page import DueDay, Fact, Link, qr_code

# Who keeps the books, and who looks at them: the others stand further down the page.
_FOR_BOOKS = ("报账", "会计", "理财小组组长", "监督委员会主任")


def next_day(accounts: VillageAccounts, book_id: str) -> DueDay | None:
    """When the next month is due; None of a book of which nothing is expected any more."""
    upcoming = accounts.upcoming_days.get(book_id)
    if upcoming is None:
        return None
    month, day = upcoming
    place = accounts.books.registered[book_id].place_code
    calendar = Link("加到日历", f"/clock/due/places/{place}.ics", ".ics")
    return DueDay(day.date(), f"{month} 月的账", calendar)


def office(accounts: VillageAccounts, book_id: str) -> tuple[Fact, ...]:
    """One number to call and when, and who answers for the book; an absent number says so."""
    place = _village(accounts, book_id)
    known = accounts.contacts.offices.get(place)
    facts = [Fact("电话", Link(known.phone, f"tel:{known.phone}") if known else "还没有公布")]
    if known and isinstance(known.hours, str):
        facts.append(Fact("几点有人", known.hours))
    posts = accounts.contacts.posts.get(accounts.books.registered[book_id].place_code, ())
    posts_for_books = [post for post in posts if any(word in post.name for word in _FOR_BOOKS)]
    facts += [
        Fact(post.name, post.holder) for post in posts_for_books if isinstance(post.holder, str)
    ]
    return tuple(facts)


def how_to_ask(accounts: VillageAccounts, book_id: str) -> tuple[str, ...]:
    """What a villager does who does not understand a line, step by step."""
    keeper = accounts.contacts.agencies[accounts.books.registered[book_id].agency]
    days = accounts.county.threshold(ANSWER_DAYS)
    phone = keeper.supervision_phone
    phone_words = f"，电话 {phone}" if isinstance(phone, str) else ""
    return (
        "在上面点开那一笔，再点“问这一笔”。要问的话已经写好，凭证号也写好了。",
        f"打电话、当面递、寄信都算，{days} 个工作日内必须答复。",
        f"答复写在那一笔下面，人人能看。到期不答复，找{keeper.name}监督{phone_words}。",
    )


def card(accounts: VillageAccounts, book_id: str) -> Card:
    """What a household puts up at its door: the book's address as a code, and one number."""
    name = accounts.books.registered[book_id].name
    known = accounts.contacts.offices.get(_village(accounts, book_id))
    return Card(
        title=name,
        code=qr_code(_address(accounts, book_id)).img(f"{name}的网址"),
        address=_address(accounts, book_id),
        says=f"手机扫一扫，看每一笔。每月 {accounts.county.threshold(MONTH_DUE_DAY)} 日前有新的。",
        phone=Link(known.phone, f"tel:{known.phone}") if known else None,
    )


def _address(accounts: VillageAccounts, book_id: str) -> str:
    return accounts.county.setting("site_url").rstrip("/") + book_url(book_id)


def _village(accounts: VillageAccounts, book_id: str) -> str:
    """The place whose office answers for a book: of a group its village."""
    code = accounts.books.registered[book_id].place_code
    place = accounts.books.places[code]
    return str(place.parent_code) if place.kind == "组" else code

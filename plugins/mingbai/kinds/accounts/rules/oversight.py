"""Who watches and who decides: witnesses against the committee, assemblies and their votes."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, prove
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Ints
from mingbai.kinds.accounts.rules.entries import folded_names
from mingbai.read import Tables

_COMMITTEE = "监督委员会|民主理财|监督员|监事"
_DAYS_BEFORE = 10  # 农村集体经济组织法第四十六条


@check(
    "witness-reviews",
    title="审核账目的人不做证明人",
    message="{expected} 笔支出里有 {count} 笔的证明人（{found}）是监督委员会或民主理财小组的人",
    remedy="请监督委员会和民主理财小组以外的人证明；他们要审核这些账，不能审核自己证明过的。",
    severity=Severity.WARNING,
)
def witness_reviews(tables: Tables, county: County) -> Verdict:
    """村务监督委员会、民主理财小组的人要审核账目，不应做自己要审核的支出的证明人。

    One issue a monthly statement. The committee is that of the book's own place, by its posts.
    """
    posts = county.posts
    members = posts[posts["name"].str.contains(_COMMITTEE) & posts["holder"].notna()]
    committee = pd.MultiIndex.from_arrays([members["place_code"], folded_names(members["holder"])])
    entries, statements = tables.shared(frames.entries), tables.shared(frames.monthly_statements)
    is_expense = entries.signed_fen < 0
    rows, statement = entries.rows[is_expense], entries.statement[is_expense]
    witnesses = tables.frame("entries")["witness"]
    at, pairs = _distinct(statements.frame["book_id"], statement, witnesses, rows)
    places = pairs["book_id"].map(county.books["place_code"])
    is_member = pd.MultiIndex.from_arrays([places, folded_names(pairs["witness"])]).isin(committee)
    bad = is_member[at]
    groups = witnesses.iloc[rows[bad]].groupby(statement[bad])
    names, counts = groups.agg(lambda group: "、".join(sorted(set(group)))), groups.size()
    every = pd.Series(statement).value_counts()
    index = statements.frame.index[names.index.to_numpy("int64")]
    issues = faults(
        witness_reviews.rule,
        pd.Series(True, index=index),
        "expense",
        found=pd.Series(names.to_numpy(object), index=index, dtype="str"),
        expected=pd.Series(every.reindex(names.index).to_numpy(), index=index).astype("str"),
        count=pd.Series(counts.to_numpy(), index=index).astype("str"),
    )
    return Verdict(len(rows), issues)


def _distinct(
    books: pd.Series, statement: Ints, witnesses: pd.Series, rows: Ints
) -> tuple[Ints, pd.DataFrame]:
    """Each line's position among the different pairs of book and witness, and these pairs.

    books: of every statement. witnesses: of every entry. statement, rows: a line each, positions in
    both. Only the pairs, some thousands, are compared as text.
    """
    book_codes, ids = pd.factorize(books)
    codes, names = pd.factorize(witnesses)  # nobody is -1
    width = len(names) + 1
    at, pairs = pd.factorize(book_codes[statement] * width + codes[rows] + 1)
    of_books, of_names = pd.Series(ids, dtype="str"), pd.Series([None, *names], dtype="str")
    book = of_books.iloc[pairs // width].to_numpy(object)
    witness = of_names.iloc[pairs % width].to_numpy(object)
    return at, pd.DataFrame({"book_id": book, "witness": witness}, dtype="str")


@check(
    "assembly-notice",
    title="开会十天前公开年度报告",
    message="报告 {found} 公开，会议 {held} 就开了，应在 {expected} 以前公开",
    remedy="年度经营报告、财务会计报告和收益分配方案，在成员（代表）大会召开十日前放出来供查阅。",
    severity=Severity.WARNING,
)
def assembly_notice(tables: Tables, _: County) -> Verdict:
    """年度经营报告、年度财务会计报告和收益分配方案，要在成员大会、成员代表大会召开十日前公开。"""
    frame = tables.frame("assemblies")
    latest = frame["held_on"] - pd.Timedelta(days=_DAYS_BEFORE)
    issues = faults(
        assembly_notice.rule,
        frame["available_on"] > latest,
        "available_on",
        found=iso_column(frame["available_on"]),
        expected=iso_column(latest),
        held=iso_column(frame["held_on"]),
    )
    return Verdict(len(frame), issues)


@check(
    "assembly-votes",
    title="赞成、反对、弃权加起来等于到会人数",
    message="三项加起来是 {expected} 票，到会 {found} 人",
    remedy="照会议记录核对票数；到会人数不能超过应到人数。",
)
def assembly_votes(tables: Tables, _: County) -> Verdict:
    """表决的赞成、反对、弃权加起来等于实到人数，实到不超过应到。"""
    frame = tables.frame("assemblies")
    votes = frame["in_favour"] + frame["against"] + frame["abstained"]
    bad = (votes != frame["present"]) | (frame["present"] > frame["eligible"])
    issues = faults(
        assembly_votes.rule,
        bad,
        "present",
        found=frame["present"].astype("str"),
        expected=votes.astype("str"),
    )
    subject = frame["book_id"] + "/" + frame["year"].astype("str")
    proofs = prove(subject, votes * 100, frame["present"] * 100, unit="票")
    return Verdict(len(frame), issues, proofs)


CHECKS = (witness_reviews, assembly_notice, assembly_votes)

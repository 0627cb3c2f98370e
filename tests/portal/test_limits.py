"""Every limit stands on one page, and is that of the code."""

from __future__ import annotations

from mingbai.check import open_data, privacy
from mingbai.portal import limits
from mingbai.read import package, tables
from mingbai.read.limits import LIMITS


def test_every_limit_names_a_rule_that_the_site_has():
    """A reader finds what happens above it."""
    known = {rule.code for rule in (*package.RULES, *tables.RULES, *open_data.RULES)}
    assert {limit.code for limit in (*LIMITS, *open_data.LIMITS)} - {""} <= known


def test_the_page_shows_every_limit_and_every_class():
    """One row each, in their order."""
    (page,) = limits.pages()
    assert page.url == "/rules/limits/"
    shown = (page.view.limits, page.view.open_data, page.view.classes)
    counts = [len(LIMITS), len(open_data.LIMITS), len(privacy.verdicts())]
    assert [table.body.count("<tr") for table in shown] == counts
    assert all(limit.most in page.view.limits.body for limit in LIMITS)

"""Texts of documents: files to chapters, chapters to the document's page."""

from __future__ import annotations

import pytest

from mingbai.kinds.regulations.texts import Chapter, chapters
from shared import Shared


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("# 题目\n\n", []),
        ("一句话。\n", [Chapter("", ("一句话。",))]),
        (
            "# 题目\n\n## 第一章 目的\n\n第一条　甲，\n乙。\n",
            [Chapter("第一章 目的", ("第一条　甲，乙。",))],
        ),
        (
            "前言。\n\n## 一\n甲。\r\n\r\n## 二\n",
            [
                Chapter("", ("前言。",)),
                Chapter("一", ("甲。",)),
                Chapter("二", ()),
            ],
        ),
    ],
)
def test_chapters(text: str, found: list[Chapter]) -> None:
    """The title of the document is left out; lines of a paragraph are one; ends of lines vary."""
    assert list(chapters(text)) == found


def test_document_page_has_its_text(shared: Shared) -> None:
    """Chapters in order, then what explains them."""
    page = shared.pages(shared.data("regulations"))["/regulations/zhenggui-2026-1/"]
    shown = [(section.title, section.paragraphs) for section in page.view.sections]
    assert shown[:3] == [
        (
            "第一章 目的",
            ("第一条　为了管好村里的工程，制定本办法。", "第二条　工程先公示，后动工。"),
        ),
        ("第二章 附则", ("第三条　有效期五年。",)),
        ("政策解读", ("钱是大家的。",)),
    ]


def test_document_without_text_says_so(shared: Shared) -> None:
    """A title alone is not a document."""
    data = shared.data("regulations", "document_without_text")
    page = shared.pages(data)["/regulations/zhenggui-2026-1/"]
    assert page.view.sections[0].says == "正文还没有公开。"

"""Rules of the texts of documents: each has its words, and the file that is named is there."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.kinds.regulations import texts
from mingbai.read import Tables


@check(
    "text-file-missing",
    title="写了正文文件，就要有这个文件",
    message="attachments 里没有 {found}，或者它是空的、不是 UTF-8 文字",
    remedy="把文字存成 UTF-8 的 md 或 txt 文件，放进本文件夹的 attachments，文件名和表里一样。",
)
def text_file_missing(tables: Tables, _: County) -> Verdict:
    """表里写了正文或解读的文件名，数据包里就必须有这个文件，读得出文字。"""
    frame = tables.frame("texts")
    bad = texts.words(tables).isna()
    return Verdict(len(frame), faults(text_file_missing.rule, bad, "file", found=frame["file"]))


@check(
    "document-without-text",
    title="规范性文件要公开正文",
    message="{found} 只有标题和概述，没有正文",
    remedy="在文件正文表里补上这份文件，正文放进 attachments。",
    severity=Severity.WARNING,
)
def document_without_text(tables: Tables, _: County) -> Verdict:
    """公开规范性文件，要公开它的正文，不能只有标题。没有正文的，网页上标明。"""
    frame, rows = tables.frame("documents"), tables.frame("texts")
    has_text = frame["document_no"].isin(rows.loc[rows["part"] == texts.BODY, "document_no"])
    issues = faults(
        document_without_text.rule, ~has_text, "document_no", found=frame["document_no"]
    )
    return Verdict(len(frame), issues)


TEXTS = (text_file_missing, document_without_text)

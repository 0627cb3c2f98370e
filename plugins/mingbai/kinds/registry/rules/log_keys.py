"""Rules of the keys that sign the public log: public, whole, and with days in their order."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.history import notes
from mingbai.history.notes import NotAKey
from mingbai.read import Tables


@check(
    "wrong-log-key",
    title="日志公钥抄得对",
    message="{found}",
    remedy="把 mingbai keygen 给出的公钥（vkey）那一行原样填进来，一个字符都不能差；"
    "填过私钥的，这把私钥作废，另做一把。",
)
def wrong_log_key(tables: Tables, _: County) -> Verdict:
    """登记的是公钥，一个字符都没有抄错：名称、编号和公钥互相对得上。私钥一填进来，谁都能冒签。"""
    keys = tables.frame("log_keys")["vkey"]
    found = keys.map(_fault)
    return Verdict(len(keys), faults(wrong_log_key.rule, found != "", "vkey", found=found))


def _fault(text: str) -> str:
    """What is wrong with a vkey; "" for nothing. A private key is never repeated."""
    if text.startswith("PRIVATE"):
        return "填的是私钥，这里只能填公钥"
    try:
        notes.verifier_key(text)
    except NotAKey:
        return f"“{text}”不是公钥，或者抄错了"
    return ""


@check(
    "log-key-dates",
    title="公钥停用日期不早于启用日期",
    message="停用日期 {found} 早于启用日期 {expected}",
    remedy="核对两个日期；还在用的，停用日期留空。",
)
def log_key_dates(tables: Tables, _: County) -> Verdict:
    """公钥从启用日期起有效，到停用日期止；只有这些天签的名才算数。"""
    keys = tables.frame("log_keys")
    issues = faults(
        log_key_dates.rule,
        keys["until"] < keys["since"],
        "until",
        found=iso_column(keys["until"]),
        expected=iso_column(keys["since"]),
    )
    return Verdict(len(keys), issues)


CHECKS = (wrong_log_key, log_key_dates)

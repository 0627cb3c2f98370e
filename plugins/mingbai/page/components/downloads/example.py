"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import FileLink

FILES = (
    FileLink("CSV（UTF-8，逗号分隔）", "/data/accounts/entries.csv", 41_600_000),
    FileLink("XLSX（表格软件）", "/data/accounts/accounts.xlsx", 28_300_000),
    FileLink("JSON", "/data/accounts/entries.json", 96_200_000),
    FileLink("datapackage.json（说明与字段）", "/data/accounts/datapackage.json", 12_400),
)
EXAMPLES = {"下载": (FILES,)}

"""Entries -> CSV and JSON of a book's year, written by columns, cut by book and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from mingbai.kinds.accounts.frames import Lines
from mingbai.page import Slices, cell_texts, slices
from mingbai.read import Table, Tables
from mingbai.schema import Field

_QUOTED = '[",\r\n]|^[ \t]|[ \t]$'
_JSON = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))


@dataclass(frozen=True)
class Files:
    """The entries of sheets first_sheet … of a batch, as lines of CSV and of JSON."""

    first_sheet: int
    starts: np.ndarray
    csv_head: bytes
    csv_lines: Slices
    json_lines: Slices

    def csv(self, first: int, last: int) -> bytes:
        """UTF-8 with a heading of field names, for sheets first … last-1."""
        return self.csv_head + self._cut(self.csv_lines, first, last)

    def json(self, first: int, last: int) -> bytes:
        """An array of objects; amounts are numbers with two decimals, absent is null."""
        body = self._cut(self.json_lines, first, last)
        return b"[\n" + body.removesuffix(b",\n") + b"\n]\n"

    def octets(self, first: int, last: int) -> tuple[int, int]:
        """Sizes of both files, without making them."""
        a, b = (int(self.starts[i - self.first_sheet]) for i in (first, last))
        csv, json = self.csv_lines.starts, self.json_lines.starts
        filled = 2 if b > a else 0
        return len(self.csv_head) + csv[b] - csv[a], json[b] - json[a] - filled + 5

    def _cut(self, lines: Slices, first: int, last: int) -> bytes:
        a, b = (int(self.starts[i - self.first_sheet]) for i in (first, last))
        return bytes(lines.data[lines.starts[a] : lines.starts[b]])


def files(tables: Tables, lines: Lines, first: int, last: int) -> Files:
    """The entries of sheets first … last-1, in ledger order."""
    own = lines.rows[int(lines.starts[first]) : int(lines.starts[last])]
    table = tables["entries"]
    texts = {field.name: _text(table, field, own) for field in table.schema.fields}
    starts = lines.starts[first : last + 1] - lines.starts[first]
    head = ",".join(texts) + "\n"
    return Files(first, starts, head.encode(), slices(_csv(texts)), slices(_json(table, texts)))


def _text(table: Table, field: Field, own: np.ndarray) -> pl.Series:
    """A field as it is typed into a file: money with two decimals, dates ISO."""
    column = table.frame[field.column].iloc[own]
    if field.is_money:
        fen = pl.from_pandas(column.reset_index(drop=True))
        cents = (fen.abs() % 100).cast(pl.String).str.zfill(2)
        sign = pl.DataFrame({"n": fen}).select(
            s=pl.when(pl.col("n") < 0).then(pl.lit("-")).otherwise(pl.lit(""))
        )
        return sign["s"] + (fen.abs() // 100).cast(pl.String) + "." + cents
    if field.type == "integer":
        return pl.from_pandas(column.reset_index(drop=True)).cast(pl.String)
    return cell_texts(column)


def _csv(texts: Mapping[str, pl.Series]) -> pl.Series:
    frame = pl.DataFrame({name: _csv_cell(text) for name, text in texts.items()})
    return frame.select(line=pl.concat_str(pl.all(), separator=",") + "\n")["line"]


def _csv_cell(text: pl.Series) -> pl.Series:
    filled = text.fill_null("")
    if not filled.str.contains(_QUOTED).any():
        return filled
    quoted = '"' + filled.str.replace_all('"', '""', literal=True) + '"'
    frame = pl.DataFrame({"plain": filled, "quoted": quoted})
    must = pl.col("plain").str.contains(_QUOTED)
    return frame.select(cell=pl.when(must).then("quoted").otherwise("plain"))["cell"]


def _json(table: Table, texts: Mapping[str, pl.Series]) -> pl.Series:
    frame = pl.DataFrame(
        {name: _json_cell(table.schema[name], text) for name, text in texts.items()}
    )
    pairs = [pl.lit(f'"{name}": ') + pl.col(name) for name in frame.columns]
    line = pl.lit("  {") + pl.concat_str(pairs, separator=", ") + pl.lit("},\n")
    return frame.select(line=line)["line"]


def _json_cell(field: Field, text: pl.Series) -> pl.Series:
    if field.is_money or field.type == "integer":
        return text.fill_null("null")
    for character, escape in _JSON:
        text = text.str.replace_all(character, escape, literal=True)
    return ('"' + text + '"').fill_null("null")

"""Amounts are written the same way one by one and by columns."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.money import plain_yuan, plain_yuan_column, yuan, yuan_column

FENS = st.lists(st.none() | st.integers(-(10**15), 10**15), min_size=1, max_size=8)
EDGES = [0, 1, -1, 99, 100, -100, 99_999, 100_000, 100_000_000, 123_456_789_012]


@given(FENS)
def test_money_by_columns_reads_as_money_by_the_filter(fens):
    series = pd.Series(fens, dtype="Int64", index=range(5, 5 + len(fens)))
    written = yuan_column(series)
    assert written.fillna("").tolist() == [yuan(fen) for fen in fens]
    assert written.index.equals(series.index)


@given(FENS)
def test_money_of_files_by_columns_reads_as_one_by_one(fens):
    series = pd.Series(fens, dtype="Int64")
    expected = ["" if fen is None else plain_yuan(fen) for fen in fens]
    assert plain_yuan_column(series).fillna("").tolist() == expected


@pytest.mark.parametrize("fen", EDGES)
def test_money_at_the_edges_of_its_groups(fen):
    assert yuan_column(pd.Series([fen])).tolist() == [yuan(fen)]
    assert plain_yuan_column(pd.Series([fen])).tolist() == [plain_yuan(fen)]


@pytest.mark.parametrize(
    ("fen", "read", "typed"),
    [(-5, "−0.05", "-0.05"), (123_450, "1,234.50", "1234.50"), (0, "0.00", "0.00")],
)
def test_readers_see_groups_and_files_do_not(fen, read, typed):
    assert (yuan(fen), plain_yuan(fen)) == (read, typed)


def test_a_float_is_never_an_amount():
    with pytest.raises(TypeError):
        yuan_column(pd.Series([1.5]))
    with pytest.raises(TypeError):
        plain_yuan_column(pd.Series([1.5]))

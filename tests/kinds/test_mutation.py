"""The page on second sources is whole, and its changes are tried as they are meant to be.

`test_mutation_*.py` beside it try the columns of all kinds, in groups that take a minute each.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from mingbai.check import answers, references
from mingbai.kinds import KINDS
from mingbai.read import tables
from mutation_trials import SEED, data_of
from second_sources import REASONS, class_of, columns


def test_every_column_is_on_the_page_once() -> None:
    """A figure, code, date or state has a second source or a reason why not: none is left out."""
    every = [
        f"{kind.name}: {schema.name}.{field.name}"
        for kind in KINDS
        for schema in kind.schemas
        for field in schema.fields
        if class_of(schema, field)
    ]
    assert Counter(f"{c.kind}: {c.name}" for c in columns()) == Counter(every)


def test_a_column_has_a_second_source_or_a_reason() -> None:
    """Never both, never neither; a row's condition only where it has a source."""
    codes = {check.rule.code for kind in KINDS for check in kind.checks}
    codes |= {reconciliation.code for kind in KINDS for reconciliation in kind.reconciliations}
    codes |= {rule.code for rule in (*tables.RULES, *references.RULES, *answers.RULES)}
    for column in columns():
        assert bool(column.codes) != bool(column.reason), column
        assert set(column.codes) <= codes, column
        assert column.reason in ("", *REASONS), column
        assert column.codes or not column.where, column


@pytest.mark.parametrize(
    "kind", ["complaints", pytest.param("inspections", marks=pytest.mark.deep)]
)
def test_what_is_changed_together_is_seen_as_if_alone(kind: str, tmp_path: Path) -> None:
    """That a change is seen does not depend on changes in other units."""
    data = data_of(kind, tmp_path)
    own = {c.name: c.is_in for c in columns() if c.kind == kind}
    mutants = data.mutants(random.Random(SEED + 1), 1, own)
    together = {str(o.mutant): set(o.codes) for o in data.outcomes(mutants)}
    alone = {str(m): set(o.codes) for m in mutants for o in data.outcomes([m])}
    assert together == alone

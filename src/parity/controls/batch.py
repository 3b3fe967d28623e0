"""Rulings on many parts and days at once: a table in, a table out, no loop over rows."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.controls.batch_table import Table
from parity.controls.outcomes import OUTCOMES, outcome_codes
from parity.controls.rules import PARAGRAPHS, Tests, paragraph_codes, paragraph_of
from parity.controls.truth import Floats
from parity.controls.where import places

__all__ = ["rule_batch"]


def rule_batch(table: pl.DataFrame, *, name: str = "batch") -> pl.DataFrame:
    """Rule on each row of a table whose columns are among `COLUMNS`; every row gets what a single ruling gives.

    Returns chip, on, to, paragraph, outcome, tpp [TOPS x bit length] and density [TPP per mm2], in the order given.
    Raises `BadInput` naming row and column.

    >>> rule_batch(pl.DataFrame({"chip": ["A800", "A800"], "on": ["2023-04-01", "2024-04-01"]}))["paragraph"].to_list()
    ['none', '3A090.a.1']
    """
    asked = Table(table, name)
    days = asked.days()
    chips = asked.chips()
    where = places(*asked.wheres(), days)
    tests = Tests(chips, days)
    codes = paragraph_codes(tests)
    outcomes = outcome_codes(tests, codes, where)
    spelled = [[paragraph_of(code, system=held) for code in range(len(PARAGRAPHS))] for held in (False, True)]
    flat = [word for row in spelled for word in row]
    return pl.DataFrame(
        {
            "chip": chips.name,
            "on": days,
            "to": where.to,
            "paragraph": _words(flat, codes + len(PARAGRAPHS) * chips.system.astype(np.int8)),
            "outcome": _words(list(OUTCOMES), outcomes),
            "tpp": _known(chips.low["tpp"], chips.high["tpp"]),
            "density": _known(chips.low["density"], chips.high["density"]),
        }
    )


def _words(words: list[str], codes: NDArray[np.int8]) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(codes.astype(np.uint32))


def _known(low: Floats, high: Floats) -> pl.Series:
    return pl.Series(np.where((low == high) & np.isfinite(low), low, np.nan)).fill_nan(None)

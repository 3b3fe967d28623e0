"""The facts Parity answers from: the shipped rows (later also pulled snapshots), one table a metric."""

from functools import cache

import polars as pl

from parity.sources import shipped_facts

__all__ = ["facts_of"]


@cache
def facts_of(metric: str, sources: tuple[str, ...]) -> pl.DataFrame:
    """Return every fact that the sources state on a metric, of all vintages, in the columns of `facts.SCHEMA`.

    >>> facts_of("capability", ("epoch_eci",))["known_on"].n_unique()
    2
    """
    return pl.concat([shipped_facts(name).filter(pl.col("metric") == metric) for name in sources])

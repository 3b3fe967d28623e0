"""Other Chinese makers (T-Head, Kunlunxin, Hygon and more): chips counted by the year, spread over its days."""

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.stock.spread import over_quarters

__all__ = ["RELATIONS"]


@relation(unit="chip", axes=("quarter", "china_other_chip"))
def china_other_units(china_other_made: Floats, china_year_in_quarter: Floats) -> Floats:
    """Chips shipped: those of the year x the quarter's part of its days."""
    return over_quarters(china_other_made, china_year_in_quarter)


RELATIONS = (china_other_units,)

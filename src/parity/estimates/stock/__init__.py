"""Installed AI compute from supply: what was sold and made, by whom it is owned, what is still in service."""

from parity.estimates.stock.counting import Counting, counting, countings
from parity.estimates.stock.gap import GapQuarter, Side, StockGap, gap_of
from parity.estimates.stock.owned import BYS, By, Group, Quarter, Stock, stock_of
from parity.estimates.stock.parts import Part
from parity.estimates.stock.settings import setting
from parity.estimates.stock.world import ASSUMPTIONS, Assumptions, World, world

__all__ = [
    "ASSUMPTIONS",
    "Assumptions",
    "BYS",
    "By",
    "Counting",
    "GapQuarter",
    "Group",
    "Part",
    "Quarter",
    "Side",
    "Stock",
    "StockGap",
    "World",
    "counting",
    "countings",
    "gap_of",
    "setting",
    "stock_of",
    "world",
]

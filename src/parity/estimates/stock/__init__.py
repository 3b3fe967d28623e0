"""Installed AI compute from supply: what was sold and made, by whom it is owned, what is still in service."""

from parity.estimates.stock.parts import Part
from parity.estimates.stock.world import ASSUMPTIONS, Assumptions, World, world

__all__ = ["ASSUMPTIONS", "Assumptions", "Part", "World", "world"]

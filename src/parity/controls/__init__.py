"""Export controls and listings as dated data."""

from parity.controls.listings import LISTS, Listing, UnknownFirm, listed_firms, screen

__all__ = ["LISTS", "Listing", "UnknownFirm", "listed_firms", "screen"]

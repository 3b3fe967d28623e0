"""Parity: how far one country or firm is behind another in AI, is the gap closing, and is a claim about it true?"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["check", "gap", "series", "metrics", "blocs", "sources", "screen", "forecast"]

if TYPE_CHECKING:
    from parity.api import blocs, check, forecast, gap, metrics, screen, series, sources


def __getattr__(name: str) -> Any:
    # The command line must start as fast as Python imports an array library, so nothing heavy is imported here.
    if name in __all__:
        from parity import api

        return getattr(api, name)
    raise AttributeError(f"module 'parity' has no attribute {name!r}")

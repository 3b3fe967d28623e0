"""Parity: how far one country or firm is behind another in AI, is the gap closing, and is a claim about it true?"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "check", "check_corpus", "gap", "series", "metrics", "blocs", "sources", "screen", "forecast", "capability",
    "control", "cluster", "stock", "stock_gap", "stock_inputs", "scenarios",
]  # fmt: skip

if TYPE_CHECKING:
    from parity.api import (
        blocs,
        capability,
        check,
        check_corpus,
        cluster,
        control,
        forecast,
        gap,
        metrics,
        scenarios,
        screen,
        series,
        sources,
        stock,
        stock_gap,
        stock_inputs,
    )


def __getattr__(name: str) -> Any:
    # The command line must start as fast as Python imports an array library, so nothing heavy is imported here.
    if name in __all__:
        from parity import api

        return getattr(api, name)
    raise AttributeError(f"module 'parity' has no attribute {name!r}")


class _Front(ModuleType):
    """The package, whose public functions are not hidden by the rooms of the same name once those are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front

"""Which facts of a record metric can matter: those near somebody's frontier on the day they came out."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["Keep"]


class Keep(BaseModel):
    """What is read of many facts, and what is shipped: all conditions that are given must hold, `always` excepted."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    since: date | None = None
    """Dated on this day or later: a trend of today's field says nothing of an earlier one."""
    depth: int | None = None
    """Among so many best yet of its group, on its day."""
    within: float | None = None
    """No further, in the metric's unit, behind the best yet of its group."""
    at_least: float | None = None
    """A value no worse than this."""
    always: float | None = None
    """Values at least as good as this are kept whatever else."""
    groups: Literal["countries", "rivals"] = "countries"
    """Whose frontiers: each country's, or those of the US, of China and of all others together."""
    better: Literal["higher", "lower"] = "higher"
    editions: bool = False
    """Each edition (`known_on`) has frontiers of its own."""

"""A claim being put together by the rules, before dates, speaker and flags are filled in."""

from dataclasses import dataclass, field
from typing import Literal

from parity.claims.actors import Mention
from parity.claims.claim import Kind, Semantics


@dataclass(slots=True)
class Draft:
    """What a rule found; `at` is the word it hangs on."""

    kind: Kind
    at: int
    leader: Mention | None = None
    follower: Mention | None = None
    actor: Mention | None = None
    metric: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "none"
    raw: str | None = None
    semantics: Semantics = "none"
    norm: tuple[float | None, float | None] = (None, None)
    direction: Literal["closing", "widening", "none"] = "none"
    target: str | None = None
    negated: bool | None = None
    unchecked: str | None = None
    resolved: list[str] = field(default_factory=list)
    since: int = 0  # where a forecast's future begins
    uses: tuple[int, ...] = ()  # where the amounts stand that it is worked out from, which are then no levels
    sure: bool = False  # whose it is stands right beside it, as in a list of several


def party(country: str | None, entity: str | None = None, kind: str = "country") -> Mention:
    """Make an actor that the text does not spell out."""
    return Mention(country, entity, kind, None, -1, -1)

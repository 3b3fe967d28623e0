"""A scenario: what it asks, the dated changes it makes to quantities, and where its figures come from."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

if TYPE_CHECKING:
    from parity.estimates.montecarlo import Change, Model

__all__ = ["Op", "Reference", "Rule", "Scenario", "Spread", "Step"]

Op = Literal["set", "times", "plus"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Spread(_Model):
    """A number that nobody knows exactly: the ends of a 90 % interval."""

    low: Number
    high: Number
    kind: Literal["lognormal", "normal", "uniform"] = "lognormal"


class Rule(_Model):
    """A state of the export rules, looked up day by day: whether a chip may go to a destination without a licence."""

    chip: Text
    """Name of the catalogue; see `parity control --list`."""
    allowed: bool
    to: Text = "CN"


class Reference(_Model):
    """A page a reader can open."""

    title: Text
    href: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class Step(_Model):
    """One change of a quantity: exactly one of `set`, `times` and `plus`."""

    quantity: Text
    """Name of a quantity of the supply model, such as `diverted_chips`."""
    at: dict[str, Text] = {}
    """Labels by axis where only some cells change, such as `nvidia_chip: H20`; `a|b` and `a..b` name several."""
    since: date | None = Field(None, alias="from")
    until: date | None = None
    """The last day; none: to the end of the model."""
    rules: tuple[Rule, ...] = Field((), alias="while")
    """Only the days on which all of these hold."""
    set: Number | Spread | None = None
    times: Number | Spread | None = None
    plus: Number | Spread | None = None
    unit: Text | None = None
    """Unit of `set` or `plus`; the quantity's own if none is given."""
    because: Text

    @property
    def op(self) -> Op:
        """Which of the three is given."""
        return "set" if self.set is not None else "times" if self.times is not None else "plus"

    @property
    def to(self) -> float | Spread:
        """The number or interval given."""
        given = (self.set, self.times, self.plus)
        return next(one for one in given if one is not None)

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        given = [name for name in ("set", "times", "plus") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of set, times and plus, not {' and '.join(given) or 'none'}")
        if self.times is not None and self.unit is not None:
            raise ValueError("a factor has no unit; leave it out")
        return self


class Scenario(_Model):
    """A what-if, as `cases/<id>.yml` or a user's file tells it."""

    id: str
    label: Text
    question: Text
    steps: Annotated[tuple[Step, ...], Field(alias="changes", min_length=1, max_length=100)]
    reference: tuple[Reference, ...] = ()
    origin: str = ""
    """The file it was read from."""
    lines: tuple[int, ...] = ()
    """Line of each change in it."""

    def changes(self, model: "Model") -> "tuple[Change, ...]":
        """Return the changes it makes to a model, all checked; see `changes_of`."""
        from parity.scenarios.changes import changes_of

        return changes_of(self, model)

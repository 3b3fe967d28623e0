"""Where each field of a fact comes from in a table of one's own: a column, or one text for all rows."""

from typing import Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from parity.facts.layout import Column
from parity.facts.names import country_codes

__all__ = ["Cell", "Columns", "texts"]

ISO_DAY = "%Y-%m-%d"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


def _text(given: Any) -> Any:
    """A number in YAML (a column called 2020, a code 7) is the text that the file holds."""
    if isinstance(given, bool):
        return "true" if given else "false"
    return str(given) if isinstance(given, int | float) else given


def texts(given: Any) -> Any:
    """Return one thing or a list of things as texts."""
    return tuple(_text(one) for one in given) if isinstance(given, list | tuple) else (_text(given),)


class Cell(_Model):
    """Where one field of a fact comes from: a column of the file, or one text for all rows."""

    named: tuple[str, ...] = Field(default=(), alias="from")
    """The column; several: names it has had, newest first."""
    constant: str | None = Field(default=None, alias="is", min_length=1)
    """The same for every row."""
    formats: tuple[str, ...] = (ISO_DAY,)
    """Of a day, as `strftime` writes them; `2024-05` and `2024` are always understood, as the end of that time."""
    empty: tuple[str, ...] = ()
    """Texts that mean an empty cell, such as `n/a`."""
    times: float = Field(default=1, gt=0, allow_inf_nan=False)
    """Multiplies a number: a column in billions has 1.0e+9."""
    percent: bool = False
    """Cells are like `5.6 %`, read as a share of 1."""
    least: float | None = Field(default=None, alias="min")
    most: float | None = Field(default=None, alias="max")

    _lists = field_validator("named", "formats", "empty", mode="before")(texts)
    _plain = field_validator("constant", mode="before")(_text)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        """A name alone is a column."""
        return given if isinstance(given, dict | Cell) else {"from": given}

    @model_validator(mode="after")
    def _one_of_both(self) -> "Cell":
        if bool(self.named) == (self.constant is not None):
            raise ValueError("expected either `from: COLUMN` or `is: TEXT`")
        return self

    def column(self, kind: Literal["text", "number", "day"], *, comma: bool = False) -> Column:
        """Say how the table is to read it."""
        given: dict[str, Any] = {"from": self.named, "empty": self.empty, "type": kind}
        if kind == "number":
            given |= {
                "min": self.least,
                "max": self.most,
                "comma": comma,
                "type": "percent" if self.percent else "number",
            }
        elif kind == "day":
            given["formats"] = tuple(dict.fromkeys((*self.formats, ISO_DAY)))
        return Column.model_validate(given)


class Columns(_Model):
    """The fields of a fact; those without a default are needed."""

    entity: Cell
    """What the figure is about: a country, a firm, a product."""
    date: Cell
    """Day the figure held."""
    value: Cell
    low: Cell | None = None
    """5 %; with `high`, the interval that holds 90 %."""
    high: Cell | None = None
    unit: Cell | None = None
    """A column that states the unit: every row must then state the mapping's own."""
    organization: Cell | None = None
    country: Cell | None = None
    """Names or ISO codes; not given: those of the organisations that Parity knows."""
    known_on: Cell | None = None
    """Day the figure was published; not given: the day of retrieval."""
    link: Cell | None = None
    """Page of each figure; not given, or a blank cell: the mapping's `url`."""

    @model_validator(mode="after")
    def _sound(self) -> "Columns":
        if (self.low is None) != (self.high is None):
            raise ValueError("`low` and `high` come together or not at all")
        for name in ("value", "low", "high", "unit"):
            if (cell := getattr(self, name)) and cell.constant is not None:
                raise ValueError(f"`{name}` must be a column")
        if self.country and self.country.constant and country_codes(pl.Series([self.country.constant]))[1]:
            raise ValueError(f"{self.country.constant!r} is no country that Parity knows")
        return self

"""How a publisher lays a table out: its names for our columns, what each may hold, and what is left unread."""

from fnmatch import fnmatch
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Column", "Expect", "Layout"]

Kind = Literal["text", "number", "integer", "percent", "day", "flag"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Column(_Model):
    """One column: what the publisher has called it, newest name first, and what its cells may hold."""

    named: tuple[str, ...] = Field(default=(), alias="from")
    """Names the publisher has used; none: our own."""
    type: Kind = "text"
    optional: bool = False
    """Some editions lack the column; its cells are then empty."""
    filled: bool = False
    """An empty cell stops the run."""
    least: float | None = Field(default=None, alias="min")
    most: float | None = Field(default=None, alias="max")
    values: tuple[str, ...] = ()
    """The only texts allowed; none: any."""
    empty: tuple[str, ...] = ()
    """Texts that mean an empty cell."""
    comma: bool = False
    """Numbers have a decimal comma: `1.234,5`."""
    formats: tuple[str, ...] = ("%Y-%m-%d",)
    """Of a day, as `strftime` writes them; a year or a month alone is always understood."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        """A name or a list of names alone is a column of text."""
        if isinstance(given, str):
            return {"from": (given,)}
        if isinstance(given, list):
            return {"from": tuple(given)}
        if isinstance(given, dict) and isinstance(given.get("from"), str):
            return {**given, "from": (given["from"],)}
        return given


class Expect(_Model):
    """What a sound edition holds: below a least figure the run stops, above a most it warns."""

    rows: tuple[int, int] = (1, 10**9)
    facts: tuple[int, int] = (0, 10**9)
    countries: int = 0
    """Least number of countries among the facts."""
    newest_within_days: int | None = None
    """Most days from the newest date of a fact to the retrieval."""


class Layout(_Model):
    """One table of a source: its file names, address, columns and bounds."""

    id: str
    files: tuple[str, ...]
    """File names the publisher has used, as shell patterns."""
    url: str | None = None
    """Where the newest edition is; several tables may come in one archive."""
    format: Literal["csv", "json"] = "csv"
    separator: Literal[",", ";", "\t"] = ","
    columns: dict[str, Column]
    ignore: tuple[str, ...] = ()
    """Columns that are not read; a name that ends in `*` stands for all that begin so."""
    whole: tuple[str, ...] = ()
    """Metrics of which this table holds everything: an edition replaces all that was known before, shipped rows too."""
    apart: bool = False
    """Its files are tables of their own that share columns and reader: an edition of one says nothing of the others."""
    expect: Expect = Expect()

    def name_of(self, file: str) -> str:
        """Name the table that a file is an edition of: the layout's id, with the file's own name if they are apart.

        >>> Layout(id="totals", files=("amd_*.csv", "tpu.csv"), columns={}, apart=True).name_of("amd_2026.csv")
        'totals/amd'
        """
        forms = [form for form in self.files if fnmatch(file, form)]
        return f"{self.id}/{forms[0].split('.')[0].rstrip('*_')}" if self.apart and forms else self.id

    def ignores(self, name: str) -> bool:
        """Whether a column of the publisher's is declared as not read."""
        return any(name == one or (one.endswith("*") and name.startswith(one[:-1])) for one in self.ignore)

"""A source: who publishes it, where, under what licence, and which metrics it feeds."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from parity.facts.layout import Layout

__all__ = ["Licence", "Publisher", "Source"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Publisher(_Model):
    """The body that stands behind a source."""

    name: str
    url: str


class Licence(_Model):
    """The terms under which a source may be used."""

    name: str
    url: str


class Source(_Model):
    """One publisher's table or page, as `source.yml` beside its rows describes it."""

    id: str
    """Name of the folder."""
    title: str
    publisher: Publisher
    url: str
    licence: Licence
    cite: str
    """Credit line to print under anything made of it."""
    retrieved: date
    """Newest day on which its figures were read."""
    metrics: tuple[str, ...]
    """Metric ids it feeds."""
    aliases: tuple[str, ...] = ()
    """Other ids by which it may be named."""
    tables: dict[str, Layout] = {}
    """The publisher's tables it can be read from, by our id of each; none: its rows were gathered by hand."""
    partial: str | None = None
    """What it covers, if that is less than the metric means: such figures may leave a claim open, not refute it."""
    note: str | None = None
    """What a user should know before relying on it."""

    @model_validator(mode="before")
    @classmethod
    def _name_tables(cls, given: Any) -> Any:
        """A table's id is its key."""
        if isinstance(given, dict) and isinstance(given.get("tables"), dict):
            tables = {key: {"id": key, **one} if isinstance(one, dict) else one for key, one in given["tables"].items()}
            return {**given, "tables": tables}
        return given

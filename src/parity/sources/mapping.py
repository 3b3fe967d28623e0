"""A mapping: the few lines of YAML that say how a table of one's own becomes a metric."""

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from parity.errors import BadInput
from parity.facts import Expect, Layout, Licence, Publisher, Source
from parity.facts.layout import Column
from parity.sources.catalogue import source_ids
from parity.sources.cells import Cell, Columns, texts
from parity.sources.yamllines import tree_with_lines

__all__ = ["Mapping", "own_mapping"]

MOST_BYTES = 1 << 18
PLAIN = r"^[a-z][a-z0-9_]{1,59}$"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Mapping(_Model):
    """How one table becomes one metric: what it measures, whose it is, and what its columns hold."""

    id: str = Field(pattern=PLAIN)
    """Id of the metric and of the source: small letters, digits and `_`."""
    label: str = Field(min_length=1)
    question: str | None = None
    unit: str = Field(min_length=1)
    kind: Literal["record", "stock", "flow"]
    """record: running best; stock: sum of cumulative series; flow: amount of a period."""
    better: Literal["higher", "lower"]
    scale: Literal["log", "linear"]
    """log: gaps are ratios; linear: gaps are differences."""
    vintage: Literal["latest", "edition"] = "latest"
    series_by: tuple[str, ...] = ()
    """Tags that, with the entity, name one cumulative series of a stock."""
    unstated_error: float | None = Field(default=None, ge=1)
    """Factor within which 90 % of figures lie that state no interval; none: they are exact."""
    title: str | None = None
    publisher: Publisher | None = None
    url: str = Field(pattern=r"^https?://\S+$")
    """Page where the figures come from."""
    licence: Licence
    cite: str = Field(min_length=1)
    """Credit line to print under anything made of them."""
    separator: Literal[",", ";", "tab"] = ","
    """Between the cells of a CSV."""
    decimal: Literal[".", ","] = "."
    """Of the numbers of a CSV: `1,234.5` or `1.234,5`."""
    columns: Columns
    tags: dict[str, Cell] = {}
    keep: dict[str, tuple[str, ...]] = {}
    """Only rows whose cell in this column is one of these texts."""
    ignore: tuple[str, ...] = ()
    """Columns that are not read; a trailing `*` stands for all that begin so."""
    expect: Expect = Expect()
    """Least and most rows and facts, least countries, most days from the newest date to the retrieval."""

    _lists = field_validator("ignore", mode="before")(texts)

    @field_validator("id", mode="after")
    @classmethod
    def _free(cls, name: str) -> str:
        if name in source_ids():
            raise ValueError(f"{name!r} is a source that ships with Parity; choose another id")
        return name

    @field_validator("keep", mode="before")
    @classmethod
    def _kept(cls, given: Any) -> Any:
        return {str(key): texts(one) for key, one in given.items()} if isinstance(given, dict) else given

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, given: Any) -> Any:
        """A licence or a publisher may be a name alone; its page is then the mapping's."""
        if not isinstance(given, dict):
            return given
        short = {
            name: {"name": given[name], "url": str(given.get("url"))}
            for name in ("licence", "publisher")
            if isinstance(given.get(name), str)
        }
        return {**given, **short}

    @field_validator("tags", mode="after")
    @classmethod
    def _plain_tags(cls, tags: dict[str, Cell]) -> dict[str, Cell]:
        for name in tags:
            if not re.fullmatch(PLAIN, name):
                raise ValueError(f"{name!r} is no name of a tag: small letters, digits and `_`")
        return tags

    @property
    def metric(self) -> dict[str, Any]:
        """The metric, as `parity.series.Metric` takes it."""
        return {
            **self.model_dump(include={"id", "label", "unit", "kind", "better", "scale", "vintage", "unstated_error"}),
            "question": self.question or f"Who leads in {self.label}?",
            "series_by": list(self.series_by),
            "sources": [self.id],
            "reference": [{"title": self.title or self.cite, "href": self.url}],
        }

    @property
    def layout(self) -> Layout:
        """The table, as the strict reader takes it; columns of tags and of `keep` are called `tag:X` and `keep:X`."""
        kinds: dict[str, Literal["number", "day"]] = {
            "value": "number", "low": "number", "high": "number", "date": "day", "known_on": "day",
        }  # fmt: skip
        cells: dict[str, Cell | None] = {name: getattr(self.columns, name) for name in Columns.model_fields}
        comma = self.decimal == ","
        read = {
            name: one.column(kinds.get(name, "text"), comma=comma) for name, one in cells.items() if one and one.named
        }
        read |= {f"tag:{name}": one.column("text") for name, one in self.tags.items() if one.named}
        read |= {f"keep:{name}": Column.model_validate(name) for name in self.keep}
        separator: Literal[",", ";", "\t"] = "\t" if self.separator == "tab" else self.separator
        return Layout(
            id=self.id, files=("*",), separator=separator, columns=read, ignore=self.ignore, expect=self.expect
        )

    def source(self, retrieved: date) -> Source:
        """Describe the file as the catalogue of sources describes those that ship."""
        return Source(
            id=self.id,
            title=self.title or self.label,
            publisher=self.publisher or Publisher(name=self.title or self.cite, url=self.url),
            url=self.url,
            licence=self.licence,
            cite=self.cite,
            retrieved=retrieved,
            metrics=(self.id,),
            tables={self.id: self.layout},
        )


def own_mapping(path: Path, *, taken: Collection[str] = ()) -> Mapping:
    """Read a mapping; raise `BadInput` with file, line and key if it is not one, or its id is among those taken."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name}: cannot be read: {error.strerror}.") from None
    if len(content) > MOST_BYTES:
        raise BadInput(f"{path.name}: over {MOST_BYTES >> 10} kB; expected the few lines of a mapping, not the data.")
    tree, line_of = tree_with_lines(content, path.name)
    try:
        mapping = Mapping.model_validate(tree)
    except ValidationError as error:
        raise BadInput(_first_problem(error, path.name, line_of)) from None
    if mapping.id in taken:
        raise BadInput(f"{path.name}, line {line_of(('id',))}: metric {mapping.id!r} exists; choose another id.")
    return mapping


def _first_problem(error: ValidationError, origin: str, line_of: Any) -> str:
    problems = sorted(error.errors(include_input=False), key=lambda one: (one["type"] == "missing", one["loc"] == ()))
    first = problems[0]
    key = ".".join(str(part) for part in first["loc"])
    said = {
        "extra_forbidden": "no such key in a mapping",
        "missing": "is missing",
        "string_pattern_mismatch": f"does not match {first.get('ctx', {}).get('pattern')}",
    }.get(first["type"], first["msg"].removeprefix("Value error, "))
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{origin}, line {line_of(first['loc'])}: {key + ': ' if key else ''}{said}.{more}"

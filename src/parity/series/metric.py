"""A metric: which facts it reads, which way is better, and how uncertain a fact is that states no interval."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from parity.errors import UnknownMetric
from parity.facts import read_yaml
from parity.facts.keep import Keep

__all__ = ["Counting", "LeftOut", "Metric", "Reference", "SharedError", "metric", "metric_ids"]

FOLDER = Path(__file__).parent / "metrics"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference(_Model):
    """A page a reader can open."""

    title: str
    href: str


class LeftOut(_Model):
    """A fact that published analyses or its own history tell us not to count."""

    entity: str
    because: str
    href: str


class SharedError(_Model):
    """An error that facts share, such as a price level or a calibration: pairs of them correlate."""

    by: str | None = None
    """The tag whose value facts must have in common; none: all facts share it."""
    correlation: float = Field(ge=0, le=1)


class Counting(_Model):
    """A named way of counting a stock: facts that carry all tags of an entry of `leave_out` are not counted."""

    label: str
    leave_out: tuple[dict[str, str], ...]


class Metric(_Model):
    """What is compared, as `metrics/<id>.yml` defines it."""

    id: str
    label: str
    question: str
    unit: str
    kind: Literal["record", "stock", "flow"]
    """record: running best; stock: sum of cumulative series; flow: amount of a period."""
    better: Literal["higher", "lower"]
    scale: Literal["log", "linear"]
    """log: gaps are ratios; linear: gaps are differences in the metric's unit."""
    vintage: Literal["latest", "edition"]
    """latest: a later row revises an earlier one; edition: only rows of one edition compare."""
    sources: tuple[str, ...]
    """In order of trust; a later one is used only where an earlier one has nothing."""
    series_by: tuple[str, ...] = ()
    """Tags that, with the entity, name one cumulative series of a stock."""
    confidence: dict[str, float] = {}
    """Factor within which 90 % of values of a confidence class lie."""
    unstated_error: float | None = Field(default=None, ge=1)
    """Factor within which 90 % of figures lie that state no interval and no class; none: they are exact."""
    shared_error: SharedError | None = None
    shrink_to_trend: bool = False
    """Draw the latent value given the figure, its error and the spread around the trend (see `parity.series.draws`)."""
    leave_out: tuple[LeftOut, ...] = ()
    keep: Keep = Keep()
    """Of a record: which facts of a publisher's whole table can matter; the shipped rows are those."""
    countings: dict[str, Counting] = {}
    default_counting: str | None = None
    reference: tuple[Reference, ...] = ()

    @property
    def near(self) -> Keep | None:
        """How near to a frontier a fact must be to be read; None where every fact counts."""
        if self.kind != "record":
            return None
        return self.keep.model_copy(update={"better": self.better, "editions": self.vintage == "edition"})

    @property
    def gap_unit(self) -> str:
        """Unit of the gap: times on a log scale, the metric's own on a linear one."""
        return "x" if self.scale == "log" else self.unit


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def metric_ids() -> tuple[str, ...]:
    """Return the ids of all metrics, sorted: those that ship, and those users brought to their store.

    >>> "compute_stock" in metric_ids()
    True
    """
    from parity.store.own import own_ids

    return tuple(sorted({*_shipped(), *own_ids()}))


def metric(name: str) -> Metric:
    """Look a metric up by its id; raise `UnknownMetric` with the nearest ids if there is none.

    >>> metric("capability").unit
    'ECI points'
    """
    if name in _shipped():
        return _metric(name)
    from parity.store.own import own_ids, own_metric

    if name not in own_ids():
        raise UnknownMetric.among(name, metric_ids())
    return Metric.model_validate(own_metric(name))


@cache
def _metric(name: str) -> Metric:
    return Metric.model_validate({"id": name, **read_yaml(FOLDER / f"{name}.yml")})

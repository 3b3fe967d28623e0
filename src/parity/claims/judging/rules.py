"""The tables that turn evidence into verdicts, read once."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from parity.claims.verdict import Finding
from parity.facts import read_yaml

__all__ = ["Evidence", "Rules", "evidence_for", "finding", "rules", "trend_finding"]

FOLDER = Path(__file__).parent


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Width(_Model):
    """A tight and a wide tolerance."""

    tight: float
    wide: float


class LagPart(_Model):
    """A tolerance of a lag: the larger of a share of it and some months."""

    share: float
    months: float


class LagWidth(_Model):
    """A tight and a wide tolerance of a lag."""

    tight: LagPart
    wide: LagPart


class Tolerance(_Model):
    """Tolerances by kind of claim."""

    ratio: Width
    lag: LagWidth
    share: Width
    level: Width
    level_with: dict[str, float]


class Thresholds(_Model):
    """Probabilities from which a word is used."""

    supported: float
    roughly_right: float
    contradicted: float


class ForecastRule(_Model):
    """How a forecast without a date is read."""

    horizon_years: int
    level_factor: float


class Rules(_Model):
    """The whole of `rules.yml`."""

    tolerance: Tolerance
    verdict: Thresholds
    trend: Thresholds
    forecast: ForecastRule


class CountingWords(_Model):
    """Words that ask for a counting."""

    words: str
    use: str


class Evidence(_Model):
    """What speaks to a claim metric: Parity metrics, or the reason why none does."""

    metrics: tuple[str, ...] = ()
    countings: tuple[CountingWords, ...] = ()
    note: str | None = None
    because: str | None = None


@cache
def rules() -> Rules:
    """Read the judging rules."""
    return Rules.model_validate(read_yaml(FOLDER / "rules.yml"))


@cache
def evidence_for(claim_metric: str | None) -> Evidence:
    """Return what speaks to a claim metric; an unknown or missing one has a reason instead."""
    table = read_yaml(FOLDER / "evidence.yml")
    if claim_metric is None or claim_metric not in table:
        return Evidence(because="it does not say what is compared")
    return Evidence.model_validate(table[claim_metric])


def finding(tight: float, wide: float) -> Finding:
    """Turn the probabilities that a claim holds, as said and roughly, into a word.

    >>> finding(0.7, 0.9), finding(0.2, 0.6), finding(0.0, 0.05), finding(0.2, 0.3)
    ('supported', 'roughly right', 'contradicted', 'unresolved')
    """
    return _word(rules().verdict, tight, wide)


def trend_finding(p: float) -> Finding:
    """Turn the probability that the gap moves as claimed into a word.

    >>> trend_finding(0.9), trend_finding(0.5), trend_finding(0.1)
    ('supported', 'unresolved', 'contradicted')
    """
    return _word(rules().trend, p, p)


def _word(limit: Thresholds, tight: float, wide: float) -> Finding:
    if tight >= limit.supported:
        return "supported"
    if wide >= limit.roughly_right:
        return "roughly right"
    return "contradicted" if wide <= limit.contradicted else "unresolved"

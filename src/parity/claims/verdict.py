"""What Parity says of a claim: the verdict, three dated readings of the evidence, and what they rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from parity.claims.claim import Claim

Finding = Literal[
    "supported",
    "roughly right",
    "contradicted",
    "unresolved",  # the evidence is too uncertain
    "too early",  # a forecast that is not due; it gets a probability
    "not checkable",  # the reason is in `because`
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The evidence about one claim as of a day, from the knowledge of a vintage."""

    on: date  # the day the question is about
    vintage: date | None  # the day whose knowledge is used; None: the newest
    median: float | None
    low: float | None  # 90 % interval
    high: float | None
    unit: str
    verdict: Finding
    probability: float | None  # that the claim, read with its tolerance, holds
    metric: str  # the Parity metric that was read
    text: str  # the reading in plain words


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The same estimate under another way of counting, so that a reader sees what turns on it."""

    id: str
    label: str  # "US hyperscalers against all of China's chips"
    median: float
    low: float
    high: float
    unit: str
    used: bool  # the verdict rests on this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source a reader can open."""

    id: str
    title: str
    url: str
    retrieved: date
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Influential:
    """A fact that the reading of then rests on more than on others."""

    entity: str
    date: date
    value: float
    unit: str
    source: str  # id of a source
    link: str | None  # where the fact was read
    role: str  # "leader's best", "part of China"
    share: float  # of the draws it decides, or of the sum it is part of
    without: float | None = None  # median of the lag or gap without it, where that was asked for
    without_unit: str | None = None
    moved: float | None = None  # by how much the median moves: months or points, or as a factor in "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One bloc's frontier or stock through time, with its 90 % band; a right-continuous step function."""

    name: str
    dates: tuple[date, ...]
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    holders: tuple[str, ...] = ()  # what held the frontier from each date on


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """What a chart of the claim shows; the report draws it, nothing is computed there."""

    title: str
    unit: str
    log: bool
    lines: tuple[Line, ...]
    marks: tuple[tuple[date, str], ...] = ()  # dated rules: "article", "today"
    claimed: tuple[float | None, float | None] | None = None  # the claimed value range, in `unit`, if it can be drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A claim with what Parity finds of it."""

    claim: Claim
    verdict: Finding
    probability: float | None
    because: str  # one or two plain sentences
    reading: str  # the normalised claim: "US compute_stock / China compute_stock = 10, as of 2024-05-28"
    estimate_metric: str | None
    then: Reading | None  # the article's date, by what is known today
    now: Reading | None  # today
    known_then: Reading | None  # the article's date, using only what was known on it
    countings: tuple[Counting, ...] = ()
    sources: tuple[Cited, ...] = ()
    chart: ChartData | None = None
    influential: tuple[Influential, ...] = ()  # three at most
    would_change: str | None = None  # what would have to be different for another word
    summary: str = ""  # one paragraph that stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article's main text and what is known of where it came from."""

    text: str
    title: str | None
    date: date | None
    source: str  # path, address or "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two claims of one article that cannot both hold; numbers count from 0 in reading order."""

    first: int
    second: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Everything `parity check` found in one article, in reading order."""

    article: Article
    on: date  # "now"
    draws: int
    seed: int
    verdicts: tuple[Verdict, ...]
    conflicts: tuple[Conflict, ...] = ()
    extractor: str = "rules"  # what found the claims: the rules, or a model and where it answers

"""The report of `parity check` as one HTML page that needs nothing else: no script, no address but the links."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, get_args

from parity.claims.verdict import Check, Cited, Finding, Line, Verdict
from parity.errors import MissingExtra
from parity.reports import figures, outside, words
from parity.reports.captions import claimed_words
from parity.reports.charts import chart_svg, drawable
from parity.reports.highlight import paragraphs

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(check: Check) -> str:
    """Write a check as a self-contained HTML page; the same check gives the same bytes.

    Everything from outside is escaped, and an address becomes a link only if it is http or https.  Raises
    `MissingExtra` without the extra `charts`.

    >>> from datetime import date
    >>> from parity.claims.verdict import Article
    >>> article = Article(text="<script>", title=None, date=None, source="-")
    >>> page = render_html(Check(article=article, on=date(2026, 11, 23), draws=2000, seed=1, verdicts=()))
    >>> "<script" in page, "&lt;script&gt;" in page
    (False, True)
    """
    spans = [(one.claim.char_start, one.claim.char_end) for one in check.verdicts]
    return (
        environment()
        .get_template("report.html.jinja")
        .render(
            check=check,
            version=version(),
            counts=_counts(check.verdicts),
            paragraphs=paragraphs(check.article.text, spans),
            credits=_credits(check.verdicts),
            has_event=any(one.claim.kind == "event" for one in check.verdicts),
        )
    )


def version() -> str:
    """Return Parity's version as installed; a source tree that is not installed has none."""
    try:
        return metadata.version("parity")
    except metadata.PackageNotFoundError:
        return "(source tree)"


def _chart(verdict: Verdict, number: int, check: Check) -> str:
    """Draw a claim's chart, or nothing where there is nothing to draw."""
    if verdict.chart is None or not drawable(verdict.chart):
        return ""
    return chart_svg(verdict.chart, until=check.on, ident=f"chart-{number}")


def _counts(verdicts: Sequence[Verdict]) -> list[tuple[Finding, int]]:
    counted = Counter(one.verdict for one in verdicts)
    return [(finding, counted[finding]) for finding in get_args(Finding) if counted[finding]]


def _credits(verdicts: Sequence[Verdict]) -> list[Cited]:
    """Every source once, in the order in which a reader meets them."""
    return list(dict.fromkeys(source for one in verdicts for source in one.sources))


def _rows(line: Line) -> list[tuple[str, ...]]:
    """The numbers behind a line: day, median, low, high, what held it."""
    holders = line.holders or ("",) * len(line.dates)
    return [
        (on.isoformat(), *(figures.number(value, digits=4) for value in values), holder)
        for on, *values, holder in zip(line.dates, line.median, line.low, line.high, holders, strict=True)
    ]


@cache
def environment() -> "Environment":
    """Return the templates' environment: everything escaped, an unknown name an error."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as missing:
        raise MissingExtra.of("The HTML report", "charts") from missing
    made = Environment(
        loader=PackageLoader("parity.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "plain": outside.plain,
        "one_line": outside.one_line,
        "web_address": outside.web_address,
        "origin": outside.origin,
        "day": figures.day,
        "number": figures.number,
        "with_unit": figures.with_unit,
        "percent": figures.percent,
        "slug": words.slug,
        "short": words.short,
    }
    made.globals |= {
        "interval": figures.interval,
        "rows": _rows,
        "chart": lambda *args: Markup(_chart(*args)),  # noqa: S704 - escaped by the XML writer in `svg.finish`
        "claimed": claimed_words,
        "differences": words.differences,
        "measured": words.measured,
        "unit_words": figures.unit_words,
        "flags": words.flags,
        "kind": words.KINDS,
        "sign": words.SIGNS,
        "who": words.who,
        "dates": words.dates,
        "claims": words.claims,
    }
    return made

"""A check as a PDF, set by typst (extra `pdf`): what comes from outside goes in as data, never as markup."""

import json
from functools import cache
from importlib import resources
from typing import Any

from parity.claims.verdict import Check, Reading, Verdict
from parity.errors import MissingExtra
from parity.reports.charts import chart_svg, drawable
from parity.reports.figures import NONE, day, interval, number, percent, with_unit
from parity.reports.outside import one_line, origin, web_address
from parity.reports.words import KINDS, flags, short, who

__all__ = ["pdf_data", "render_pdf"]


def render_pdf(check: Check) -> bytes:
    """Set a check as a PDF; the same check gives the same bytes on any machine, since only built-in fonts are used.

    Raises `MissingExtra` without the extra `pdf`.

    >>> from datetime import date
    >>> from parity.claims.verdict import Article
    >>> article = Article(text="", title="#panic()", date=None, source="-")
    >>> render_pdf(Check(article=article, on=date(2026, 11, 23), draws=9, seed=1, verdicts=()))[:5]
    b'%PDF-'
    """
    try:
        import typst
    except ImportError as missing:
        raise MissingExtra.of("The PDF report", "pdf") from missing
    made: bytes = typst.compile(
        _template(),
        sys_inputs={"data": json.dumps(pdf_data(check), ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=0,
    )
    return made


@cache
def _template() -> bytes:
    return resources.files("parity.reports").joinpath("templates/report.typ").read_bytes()


def pdf_data(check: Check) -> dict[str, Any]:
    """Return what the template sets: strings, each on one line."""
    article = check.article
    made = f"Parity, {check.draws} draws, seed {check.seed}, as of {check.on}. Figures are medians with 90 % intervals."
    if any(one.claim.kind == "event" for one in check.verdicts):
        made += " What is said of export controls and listings is not legal advice."
    return {
        "title": one_line(article.title or "Article without a title"),
        "published": day(article.date) if article.date else "on an unknown date",
        "address": web_address(article.source),
        "source": origin(article.source),
        "on": day(check.on),
        "overview": [
            {
                "number": str(at),
                "said": short(one.claim.sentence),
                "verdict": one.verdict,
                "then": _figure(one.then),
                "now": _figure(one.now),
            }
            for at, one in enumerate(check.verdicts, start=1)
        ],
        "claims": [_claim(check, at, one) for at, one in enumerate(check.verdicts, start=1)],
        "conflicts": [f"{one.first + 1} and {one.second + 1}: {one_line(one.because)}." for one in check.conflicts],
        "made": made,
    }


def _claim(check: Check, at: int, one: Verdict) -> dict[str, Any]:
    claim = one.claim
    facts = [
        ("Said by", ", ".join([claim.speaker or "the article", *flags(claim)])),
        ("About", who(claim)),
        ("Read as", one.reading),
        ("Who is meant", claim.resolution or ""),
    ]
    readings = (("Then", one.then), ("Now", one.now), ("Known then", one.known_then))
    return {
        "number": str(at),
        "kind": KINDS[claim.kind].capitalize(),
        "verdict": one.verdict,
        "chance": f"{percent(one.probability)} likely to hold" if one.probability is not None else "",
        "sentence": one_line(claim.sentence),
        "because": one_line(one.because),
        "facts": [(label, one_line(text)) for label, text in facts if text],
        "chart": _chart(check, at, one),
        "caption": one_line(one.chart.title) if one.chart else "",
        "readings": [_row(label, reading) for label, reading in readings if reading],
        "change": one_line(one.would_change) if one.would_change else None,
        "influential": [
            {
                "entity": one_line(fact.entity),
                "address": web_address(fact.link or ""),
                "told": f", {day(fact.date)}: {with_unit(number(fact.value), fact.unit)} "
                f"({one_line(fact.role)}, {percent(fact.share)})"
                + (f"; without it {with_unit(number(fact.without), fact.without_unit or '')}" if fact.without else ""),
            }
            for fact in one.influential
        ],
        "summary": one_line(one.summary),
        "sources": [
            {
                "title": one_line(cited.title),
                "address": web_address(cited.url),
                "told": f" {one_line(cited.url)}, retrieved {cited.retrieved}, {one_line(cited.licence)}",
            }
            for cited in one.sources
        ],
    }


def _chart(check: Check, at: int, one: Verdict) -> str | None:
    if one.chart is None or not drawable(one.chart):
        return None
    return chart_svg(one.chart, until=check.on, ident=f"chart-{at}")


def _figure(one: Reading | None) -> str:
    if one is None:
        return NONE
    return one.verdict if one.median is None else interval(one.median, one.low, one.high, one.unit)


def _row(label: str, one: Reading) -> dict[str, str]:
    return {
        "label": label,
        "on": one.on.isoformat(),
        "figure": _figure(one),
        "verdict": one.verdict,
        "text": one_line(one.text),
    }

"""A check as one Markdown page: text from outside stays text, in any renderer."""

import re

from parity.claims.verdict import Check, Reading, Verdict
from parity.reports.figures import day, interval, number, percent, with_unit
from parity.reports.outside import one_line, origin, web_address
from parity.reports.words import KINDS, claims, flags, who

__all__ = ["escaped", "linked", "render_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&@!]|:(?=//)|(?<=www)\.|^[-+=])")
_LIST = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def render_markdown(check: Check) -> str:
    """Write a check as Markdown; the same check gives the same text.

    >>> from datetime import date
    >>> from parity.claims.verdict import Article
    >>> article = Article(text="", title="# <b>News</b>", date=None, source="-")
    >>> print(
    ...     render_markdown(Check(article=article, on=date(2026, 11, 23), draws=9, seed=1, verdicts=())).splitlines()[0]
    ... )
    # \\# \\<b\\>News\\</b\\>
    """
    article = check.article
    lines = [
        f"# {escaped(article.title or 'Article without a title')}",
        "",
        f"- Published: {day(article.date) if article.date else 'date unknown'}",
        f"- Source: {linked(article.source, origin(article.source))}",
        f"- Checked as of: {day(check.on)}",
        "",
        f"{claims(len(check.verdicts))} found.",
        "",
    ]
    if check.verdicts:
        lines += ["| | Claim | Verdict | Then | Now |", "|---|---|---|---|---|"]
    for at, one in enumerate(check.verdicts, start=1):
        cells = (str(at), escaped(one.claim.sentence), _word(one), _figure(one.then), _figure(one.now))
        lines.append("| " + " | ".join(cells) + " |")
    for at, one in enumerate(check.verdicts, start=1):
        lines += _card(at, one)
    if check.conflicts:
        lines += ["", "## Claims that cannot both hold", ""]
        lines += [f"- {one.first + 1} and {one.second + 1}: {escaped(one.because)}" for one in check.conflicts]
    lines += ["", "---", "", _made(check)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Take the meaning out of every character that Markdown, HTML or a table could read as more than a letter.

    >>> print(escaped("a|b [x](javascript:1) <i>"), escaped("1. no list"))
    a\\|b \\[x\\](javascript:1) \\<i\\> 1\\. no list
    """
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def linked(address: str, title: str) -> str:
    """Write a link if the address is one a reader may be sent to; else the words alone.

    >>> linked("https://epoch.ai/a_b", "Epoch"), linked("javascript:alert(1)", "Epoch")
    ('[Epoch](<https://epoch.ai/a_b>)', 'Epoch')
    """
    return f"[{escaped(title)}](<{address}>)" if web_address(address) else escaped(title)


def _card(at: int, one: Verdict) -> list[str]:
    claim = one.claim
    facts = [("Kind", KINDS[claim.kind]), ("Said by", ", ".join([claim.speaker or "the article", *flags(claim)]))]
    facts += [("About", who(claim)), ("Read as", one.reading), ("Who is meant", claim.resolution or "")]
    lines = ["", f"## {at}. {_word(one)}", "", f"> {escaped(claim.sentence)}", "", escaped(one.because), ""]
    lines += [f"- {label}: {escaped(text)}" for label, text in facts if text]
    readings = (("Then", one.then), ("Now", one.now), ("Known then", one.known_then))
    if any(reading for _, reading in readings):
        lines += ["", "| Reading | On | Median [90 %] | Verdict | In words |", "|---|---|---|---|---|"]
        lines += [_row(label, reading) for label, reading in readings if reading]
    if one.would_change:
        lines += ["", f"**What would change the verdict.** {escaped(one.would_change)}"]
    if one.influential:
        lines += ["", "**What it rests on most.**", ""]
    for fact in one.influential:
        told = f"{linked(fact.link or '', fact.entity)}, {day(fact.date)}: {with_unit(number(fact.value), fact.unit)}"
        moved = ""
        if fact.without is not None:
            moved = f"; without it the answer is {with_unit(number(fact.without), fact.without_unit or '')}"
        lines.append(f"- {told} ({escaped(fact.role)}, {percent(fact.share)}{moved})")
    if one.summary:
        lines += ["", "**In one paragraph.** " + escaped(one.summary)]
    if one.sources:
        lines += ["", "**Sources.**", ""]
    lines += [
        f"- {linked(src.url, src.title)}, retrieved {src.retrieved}, {escaped(src.licence)}" for src in one.sources
    ]
    return lines


def _word(one: Verdict) -> str:
    return one.verdict + (f" ({percent(one.probability)})" if one.probability is not None else "")


def _figure(one: Reading | None) -> str:
    if one is None:
        return "–"
    return one.verdict if one.median is None else escaped(interval(one.median, one.low, one.high, one.unit))


def _row(label: str, one: Reading) -> str:
    word = one.verdict + (f" ({percent(one.probability)})" if one.probability is not None else "")
    return f"| {label} | {one.on} | {_figure(one)} | {word} | {escaped(one.text)} |"


def _made(check: Check) -> str:
    told = f"Parity, {check.draws} draws, seed {check.seed}, as of {check.on}. Figures are medians with 90 % intervals."
    law = " What is said of export controls and listings is not legal advice."
    return told + (law if any(one.claim.kind == "event" for one in check.verdicts) else "")

"""What a chart shows, in words: for those who do not see it, and for the line above it."""

from parity.claims.verdict import ChartData, Line
from parity.reports.axes import on_log
from parity.reports.figures import NONE, day, interval, unit_words
from parity.reports.outside import one_line


def describe(chart: ChartData) -> str:
    """Say in words what the chart shows, for those who do not see it."""
    scale = "logarithmic" if on_log(chart) else "linear"
    parts = [f"Step lines with 90 % bands, in {unit_words(chart.unit)}, {scale} scale."]
    parts.extend(
        f"{one_line(line.name)}: {_point(line, 0, chart.unit)}; {_point(line, -1, chart.unit)}."
        for line in chart.lines
        if line.dates
    )
    if claimed := claimed_words(chart):
        parts.append(f"Claimed: {claimed}.")
    parts.extend(f"Marked: {one_line(label)}, {day(on)}." for on, label in chart.marks)
    return " ".join(parts)


def claimed_words(chart: ChartData) -> str:
    """Write the claimed range: one value, two, or an open one; nothing where none is drawn."""
    low, high = chart.claimed or (None, None)
    unit = chart.unit
    if low is None or high is None:
        word, bound = ("at least", low) if high is None else ("at most", high)
        return "" if bound is None else f"{word} {interval(bound, None, None, unit)}"
    if low == high:
        return interval(low, None, None, unit)
    return f"{interval(low, None, None, unit)} to {interval(high, None, None, unit)}"


def _point(line: Line, at: int, unit: str) -> str:
    words = interval(line.median[at], line.low[at], line.high[at], unit)
    return f"{words} on {day(line.dates[at])}" if words != NONE else f"not known on {day(line.dates[at])}"

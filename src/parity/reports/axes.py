"""Where a chart's axes begin and end and what stands at their ticks: layout alone, no figure is made here."""

from collections.abc import Iterator
from datetime import date
from math import ceil, floor, isfinite, log10

from parity.claims.verdict import ChartData


def on_log(chart: ChartData) -> bool:
    """Whether the chart is drawn on a log scale: where it asks for one and anything is above zero."""
    return chart.log and any(isfinite(value) and value > 0 for line in chart.lines for value in line.median)


def value_span(chart: ChartData, *, log: bool) -> tuple[float, float]:
    """Find the ends of the value axis: all that is drawn lies within; a linear one starts at zero if that is near.

    A bound of a band that is more than three decades below every median is left to run out of the plot.
    """
    shown = [value for value in _shown(chart) if isfinite(value) and not (log and value <= 0)]
    low, high = min(shown), max(shown)
    if log:
        middle = [value for line in chart.lines for value in line.median if isfinite(value) and value > 0]
        low, high = max(low, min(middle) / 1e3), min(high, max(middle) * 1e3)
        return (low * 0.8, high * 1.25)
    if low == high:
        return (min(0.0, low), high or 1.0) if low >= 0 else (low, 0.0)
    if 0 <= low < 0.5 * high:
        return (0.0, high)
    edge = 0.04 * (high - low)
    return (low - edge, high + edge)


def _shown(chart: ChartData) -> Iterator[float]:
    for line in chart.lines:
        yield from (*line.median, *line.low, *line.high)
    yield from (bound for bound in chart.claimed or () if bound is not None)


def log_ticks(low: float, high: float) -> list[float]:
    """Choose ticks of a log axis: powers of ten, thinned if many, with 2 and 5 between if few.

    >>> log_ticks(0.9, 120), log_ticks(80, 130), log_ticks(1e20, 2e26)
    ([1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0], [80.0, 90.0, 100.0], [1e+20, 1e+22, 1e+24, 1e+26])
    """
    decades = range(ceil(log10(low)), floor(log10(high)) + 1)
    if len(decades) > 3:
        thin = ceil(len(decades) / 6)
        return [float(f"1e{power}") for power in decades[::thin]]
    reach = range(floor(log10(low)), floor(log10(high)) + 1)
    for leads in ((1, 2, 5), range(1, 10)):
        ticks = [tick for power in reach for lead in leads if low <= (tick := float(f"{lead}e{power}")) <= high]
        if len(ticks) > 2:
            return ticks
    return [*ticks] if ticks else [low, high]


def year_step(first: date, last: date) -> int:
    """Choose how many years apart the ticks of a time axis stand; 0: months, since the span is short.

    >>> year_step(date(2022, 1, 1), date(2026, 11, 1)), year_step(date(2012, 1, 1), date(2026, 1, 1))
    (1, 3)
    """
    years = (last - first).days / 365.25
    return ceil(years / 6) if years > 2 else 0


def number_labels(high: float) -> str:
    """Write the expression for tick labels: powers of ten for the very large, else k, M, bn and tn.

    >>> "'bn'" in number_labels(5e6)
    True
    """
    if high < 1e15:
        large = "replace(replace(format(datum.value, '~s'), 'G', 'bn'), 'T', 'tn')"
        rest = large if high >= 1e5 else "format(datum.value, ',')"
        return f"abs(datum.value) < 1 ? format(datum.value, '~g') : {rest}"
    raised = "format(floor(log(datum.value) / LN10 + 0.01), 'd')"
    for digit, small in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        raised = f"replace({raised}, /{digit}/g, '{small}')"
    lead = "format(datum.value / pow(10, floor(log(datum.value) / LN10 + 0.01)), '.0f')"
    return f"({lead} == '1' ? '' : {lead} + '×') + '10' + {raised}"

"""Charts as SVG: step lines with their 90 % bands, dated rules and the claimed range, for light and dark pages.

Text, axes and the claimed range are drawn in `currentColor`, lines in `LINE_COLOURS`; a page that has a dark side
replaces those by attribute selectors.  The grammar is altair's, the drawing vl-convert's (extra `charts`).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isfinite
from typing import Any

from parity.claims.verdict import ChartData, Line
from parity.errors import MissingExtra, NotObserved
from parity.reports.axes import log_ticks, number_labels, on_log, value_span, year_step
from parity.reports.captions import describe
from parity.reports.figures import day, unit_words
from parity.reports.outside import one_line
from parity.reports.svg import finish

WIDTH, HEIGHT = 350, 225
LINE_COLOURS = ("#0b62a4", "#b8470c", "#0f766e", "#8a3ffc", "#7a6000", "#a3285f")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [10, 4])
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # vl-convert brings the first: same layout on any machine
_ROW = 15  # pixels between the labels of dated rules


def chart_svg(chart: ChartData, *, until: date | None = None, ident: str = "chart") -> str:
    """Draw a chart as one SVG element with a title, a description and no outside address.

    Lines are step functions; each holds its last value up to `until`.  `ident` begins every id, so that several
    charts can stand in one page.  Raises `NotObserved` if no line has a dated figure to draw and `MissingExtra`
    without the extra `charts`.

    >>> line = Line(name="US", dates=(date(2023, 1, 1), date(2024, 1, 1)), median=(1, 2), low=(1, 2), high=(1, 3))
    >>> chart_svg(ChartData(title="Stock", unit="H100e", log=False, lines=(line,)))[:4]
    '<svg'
    """
    spec = chart_spec(chart, until=until)
    try:
        import vl_convert
    except ImportError as missing:
        raise MissingExtra.of("Charts", "charts") from missing
    drawn = vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
    return finish(drawn, title=one_line(chart.title), description=describe(chart), ident=ident)


def drawable(chart: ChartData) -> bool:
    """Whether any line has a finite dated figure."""
    return any(isfinite(value) for line in chart.lines for value in line.median)


def chart_spec(chart: ChartData, *, until: date | None = None) -> dict[str, Any]:
    """Write a chart in the grammar of Vega-Lite, as a dictionary; errors as in `chart_svg`."""
    try:
        import altair as alt
    except ImportError as missing:
        raise MissingExtra.of("Charts", "charts") from missing
    if not drawable(chart):
        raise NotObserved(f"Chart {chart.title!r} has no dated figure to draw.")
    log = on_log(chart)
    rows = [row for line in chart.lines for row in _rows(line, log=log, until=until)]
    x, y = _x(alt, chart, rows), _y(alt, chart, log=log)
    names = [one_line(line.name) for line in chart.lines if line.dates]
    key = alt.Scale(domain=names, range=list(LINE_COLOURS[: len(names)]))
    dash = alt.Scale(domain=names, range=list(DASHES[: len(names)]))
    legend = alt.Legend(columns=1 if max(map(len, names)) > 24 else 2)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, color=alt.Color("line:N", scale=key, legend=legend))
    band = base.mark_area(interpolate="step-after", opacity=0.17, clip=True).encode(y=y("low"), y2="high:Q")
    lines = base.mark_line(interpolate="step-after", strokeWidth=2, clip=True).encode(
        y=y("median"), strokeDash=alt.StrokeDash("line:N", scale=dash, legend=legend)
    )
    claimed = _claimed(alt, chart, y, log=log)  # its range below the lines, its label above
    layers = [*claimed[:2], band, lines, *claimed[2:], *_marks(alt, chart, x)]
    title = alt.TitleParams(
        unit_words(chart.unit) + (", log scale" if log else ""), offset=6 + _ROW * len(chart.marks), anchor="start"
    )
    spec: dict[str, Any] = alt.layer(*layers, width=WIDTH, height=HEIGHT, title=title).to_dict()
    spec["config"] = _CONFIG
    return spec


def _rows(line: Line, *, log: bool, until: date | None) -> Iterator[dict[str, Any]]:
    """Yield what is drawn of a line: finite values (above zero on a log scale), the last held `until`."""
    name = one_line(line.name)
    last: dict[str, Any] | None = None
    for on, median, low, high in zip(line.dates, line.median, line.low, line.high, strict=True):
        if not isfinite(median) or (log and median <= 0):
            continue
        sure = isfinite(low) and isfinite(high) and not (log and low <= 0)
        bounds = {"low": low, "high": high} if sure else {"low": None, "high": None}
        last = {"line": name, "date": on.isoformat(), "median": median, **bounds}
        yield last
    if last and until and last["date"] < until.isoformat():
        yield {**last, "date": until.isoformat()}


def _x(alt: Any, chart: ChartData, rows: Sequence[dict[str, Any]]) -> Any:
    days = sorted({row["date"] for row in rows} | {on.isoformat() for on, _ in chart.marks})
    step = year_step(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))
    ticks = {"interval": "year", "step": step} if step else {"interval": "month", "step": 3}
    axis = alt.Axis(title=None, format="%Y" if step else "%b %Y", tickCount=ticks, grid=False)
    return alt.X("date:T", scale=alt.Scale(type="utc", domain=[days[0], days[-1]]), axis=axis)


def _y(alt: Any, chart: ChartData, *, log: bool) -> Any:
    low, high = value_span(chart, log=log)
    if log:
        scale, ticks = alt.Scale(type="log", domain=[low, high]), log_ticks(low, high)
        axis = alt.Axis(title=None, values=ticks, labelExpr=number_labels(high))
    else:
        scale = alt.Scale(domain=[low, high], zero=False, nice=True)
        axis = alt.Axis(title=None, tickCount=5, labelExpr=number_labels(high))
    return lambda field: alt.Y(f"{field}:Q", scale=scale, axis=axis)


def _claimed(alt: Any, chart: ChartData, y: Any, *, log: bool) -> list[Any]:
    """Draw the claimed range, its edges and its label; nothing where none is claimed or it has no place."""
    low, high = chart.claimed or (None, None)
    bounds = [bound for bound in (low, high) if bound is not None and isfinite(bound) and not (log and bound <= 0)]
    if not bounds:
        return []
    values = alt.InlineData(values=[{"low": bounds[0], "high": bounds[-1], "label": "claimed"}])
    base = alt.Chart(values)
    other = {"y2": alt.Y2("high:Q")} if len(bounds) == 2 else {"y2": alt.Y2Value(0 if high is None else HEIGHT)}
    area = base.mark_rect(fill="currentColor", fillOpacity=0.09).encode(y=y("low"), **other)
    edges = alt.Chart(alt.InlineData(values=[{"low": bound} for bound in dict.fromkeys(bounds)]))
    edge = edges.mark_rule(stroke="currentColor", strokeDash=[1, 3], strokeWidth=1.5).encode(y=y("low"))
    text = base.mark_text(align="left", dx=5, dy=-6, fontSize=12, fontStyle="italic", fill="currentColor")
    return [area, edge, text.encode(x=alt.value(0), y=y("high"), text="label:N")]


def _marks(alt: Any, chart: ChartData, x: Any) -> Iterator[Any]:
    """Yield each dated rule, its label to its left above the plot; the later the higher, so that no rule cuts one."""
    for row, (on, label) in enumerate(sorted(chart.marks, reverse=True)):
        values = [{"date": on.isoformat(), "label": f"{one_line(label)}, {day(on)}"}]
        base = alt.Chart(alt.InlineData(values=values)).encode(x=x)
        foot = -_ROW * (len(chart.marks) - row) + 8
        yield base.mark_rule(stroke="currentColor", strokeWidth=1, strokeOpacity=0.65, y=foot + 5, y2=HEIGHT)
        text = base.mark_text(align="right", dx=-4, fontSize=12, fill="currentColor", y=foot)
        yield text.encode(text="label:N")


_INK = "currentColor"
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "aria": False,
    "padding": {"left": 2, "right": 12, "top": 2, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "labelFontSize": 12,
        "gridColor": _INK,
        "gridOpacity": 0.13,
        "domainColor": _INK,
        "domainOpacity": 0.5,
        "tickColor": _INK,
        "tickOpacity": 0.5,
        "labelPadding": 5,
    },
    "axisY": {"domain": False, "ticks": False},
    "legend": {
        "title": None,
        "orient": "bottom",
        "offset": 6,
        "rowPadding": 4,
        "labelColor": _INK,
        "labelFontSize": 12,
        "labelLimit": 330,
        "symbolType": "stroke",
        "symbolSize": 500,
        "symbolOpacity": 1,
        "symbolStrokeWidth": 2.5,
    },
    "title": {"color": _INK, "fontSize": 12, "fontWeight": "normal", "fontStyle": "italic"},
}

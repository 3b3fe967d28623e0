"""A chart is pinned by its specification, and its drawing by what every reader must be able to get from it."""

import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.reports.sample import FORECAST_CHART, LAG_CHART, NOW, RATIO_CHART, THEN, sample

from parity.claims.verdict import ChartData, Line
from parity.errors import MissingExtra, NotObserved
from parity.reports.captions import describe
from parity.reports.charts import LINE_COLOURS, chart_spec, chart_svg

CHARTS = [one.chart for one in sample().verdicts if one.chart]
US = Line(
    name="United States",
    dates=(date(2023, 3, 14), date(2024, 5, 13)),
    median=(10.0, 40.0),
    low=(8.0, 30.0),
    high=(13.0, 55.0),
)
SMALL = ChartData(title="Stock", unit="x", log=True, lines=(US,), marks=((THEN, "article"),), claimed=(20.0, None))


def walk(node: Any) -> Iterator[Any]:
    yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


def values(spec: dict[str, Any], layer: dict[str, Any]) -> Any:
    return spec["datasets"][layer["data"]["name"]]


def lines_of(spec: dict[str, Any]) -> dict[str, Any]:
    return next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")


def test_the_specification_of_a_small_chart_is_this():
    spec = chart_spec(SMALL, until=date(2026, 11, 23))
    y_axis = spec["layer"][3]["encoding"]["y"]["axis"]
    assert y_axis["values"] == [10.0, 20.0, 50.0]
    assert spec["title"] == {"text": "times, log scale", "offset": 21, "anchor": "start"}
    assert [layer["mark"]["type"] for layer in spec["layer"]] == [
        "rect",
        "rule",
        "area",
        "line",
        "text",
        "rule",
        "text",
    ]
    band, line = spec["layer"][2], spec["layer"][3]
    assert band["mark"] == {"type": "area", "interpolate": "step-after", "opacity": 0.17, "clip": True}
    assert line["mark"] == {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "clip": True}
    assert line["encoding"]["y"]["scale"] == {"type": "log", "domain": [6.4, 68.75]}
    assert line["encoding"]["x"]["scale"] == {"type": "utc", "domain": ["2023-03-14", "2026-11-23"]}
    assert values(spec, line) == [
        {"line": "United States", "date": "2023-03-14", "median": 10.0, "low": 8.0, "high": 13.0},
        {"line": "United States", "date": "2024-05-13", "median": 40.0, "low": 30.0, "high": 55.0},
        {"line": "United States", "date": "2026-11-23", "median": 40.0, "low": 30.0, "high": 55.0},
    ]
    claimed = spec["layer"][0]
    assert claimed["encoding"]["y2"] == {"value": 0}  # open above: to the upper edge
    assert values(spec, spec["layer"][6]) == [{"date": "2024-05-28", "label": "article, 28 May 2024"}]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_specification_holds_its_data_and_asks_for_no_other(chart: ChartData):
    spec = chart_spec(chart, until=NOW)
    keys = {key for node in walk(spec) if isinstance(node, dict) for key in node}
    assert keys.isdisjoint({"url", "href", "tooltip", "params", "transform"})
    scale = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")["encoding"]["y"]["scale"]
    assert (scale.get("type") == "log") == chart.log


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_drawing_is_named_described_and_readable_on_any_ground(chart: ChartData):
    drawn = chart_svg(chart, until=NOW, ident="c7")
    assert drawn == chart_svg(chart, until=NOW, ident="c7")
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert description is not None
    assert (title.text, root.get("role")) == (chart.title, "img")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}" == "c7-title c7-desc"
    assert description.text == describe(chart)
    for text in root.iter(f"{space}text"):
        assert text.get("fill") == "currentColor"
    painted = {node.get(name) for node in root.iter() for name in ("fill", "stroke")} - {None, "none", "transparent"}
    assert painted <= {"currentColor", *LINE_COLOURS}
    assert {node.tag for node in root.iter()}.isdisjoint({f"{space}{tag}" for tag in ("script", "image", "style", "a")})
    assert all(str(node.get("id")).startswith("c7-") for node in root.iter() if node.get("id"))
    words = " ".join(text.text or "" for text in root.iter(f"{space}text"))
    for line in chart.lines:
        assert line.name in words


def test_the_description_says_what_the_chart_shows():
    assert describe(LAG_CHART).replace("\xa0", " ") == (
        "Step lines with 90 % bands, in months, linear scale. "
        "China behind the United States: 19 months [14.6, 24.7] on 24 Feb 2023; "
        "9.11 months [7.01, 11.8] on 21 Sep 2026. "
        "Claimed: 12 months to 36 months. Marked: article, 28 May 2024. Marked: today, 23 Nov 2026."
    )
    assert "Claimed: 10×." in describe(RATIO_CHART)
    assert "Claimed: at least 20×." in describe(SMALL)
    assert "Claimed: at most 5×." in describe(replace(SMALL, claimed=(None, 5.0)))


def test_lines_differ_by_dash_as_well_as_by_colour():
    encoding = next(layer for layer in chart_spec(FORECAST_CHART)["layer"] if layer["mark"]["type"] == "line")[
        "encoding"
    ]
    dashes = [tuple(dash) for dash in encoding["strokeDash"]["scale"]["range"]]
    assert len(set(dashes)) == len(dashes) == 4
    assert encoding["color"]["scale"]["range"] == list(LINE_COLOURS[:4])


def test_what_cannot_stand_on_a_log_scale_is_left_out_and_a_missing_bound_leaves_the_line():
    odd = replace(US, dates=(*US.dates, date(2025, 1, 1)), median=(0.0, 40.0, 50.0), low=(-1.0, 0.0, 45.0))
    odd = replace(odd, high=(1.0, 55.0, math.inf))
    spec = chart_spec(replace(SMALL, lines=(odd,)))
    rows = values(spec, lines_of(spec))
    assert rows == [
        {"line": "United States", "date": "2024-05-13", "median": 40.0, "low": None, "high": None},
        {"line": "United States", "date": "2025-01-01", "median": 50.0, "low": None, "high": None},
    ]
    assert chart_svg(replace(SMALL, lines=(odd,))).startswith("<svg")


def test_a_log_chart_with_nothing_above_zero_is_drawn_on_a_linear_scale():
    below = replace(US, median=(-2.0, -1.0), low=(-3.0, -2.0), high=(-1.0, 0.0))
    spec = chart_spec(replace(SMALL, lines=(below,), claimed=None))
    assert "log" not in spec["title"]["text"]
    assert "linear" in describe(replace(SMALL, lines=(below,)))


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0, 1e-9])
def test_one_flat_date_can_be_drawn(value: float):
    point = Line(name="A", dates=(THEN,), median=(value,), low=(value,), high=(value,))
    assert chart_svg(ChartData(title="T", unit="", log=False, lines=(point,)), until=THEN).startswith("<svg")


@pytest.mark.parametrize("median", [(), (math.nan,)])
def test_a_chart_without_a_figure_is_refused(median: tuple[float, ...]):
    empty = Line(name="A", dates=(THEN,) * len(median), median=median, low=median, high=median)
    with pytest.raises(NotObserved, match="'Stock' has no dated figure"):
        chart_svg(replace(SMALL, lines=(empty,)))


def test_hostile_names_stay_text():
    evil = "</text></svg><script>alert(1)</script>"
    line = replace(US, name=evil)
    drawn = chart_svg(replace(SMALL, title=evil, unit=evil, lines=(line,), marks=((THEN, evil),)))
    assert "<script" not in drawn
    assert drawn.count("</svg>") == 1


@pytest.mark.parametrize("library", ["altair", "vl_convert"])
def test_without_its_extra_a_chart_says_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=r"pip install 'parity\[charts\]'"):
        chart_svg(SMALL)

"""A tornado as a picture: one bar an input, from the output at its 5 % point to that at its 95 % point."""

from html import escape
from typing import Any

from parity.errors import MissingExtra, NotObserved
from parity.estimates.stock.matter import Matter
from parity.reports.charts import FONT, LINE_COLOURS
from parity.reports.svg import finish

__all__ = ["tornado_html", "tornado_spec", "tornado_svg"]

MOST_BARS = 15
ROW, WIDTH = 24, 420


def tornado_spec(found: Matter, *, most: int = MOST_BARS) -> dict[str, Any]:
    """Write a tornado in the grammar of Vega-Lite, as a dictionary.

    Each bar is in two colours: where the input is low, and where it is high.  Raises `MissingExtra` without the extra
    `charts` and `NotObserved` if nothing is uncertain.
    """
    try:
        import altair as alt
    except ImportError as missing:
        raise MissingExtra.of("Charts", "charts") from missing
    bars = sorted(found.inputs, key=lambda one: one.low - one.high)[:most]
    if not bars:
        raise NotObserved("Nothing in this model is uncertain, so that there is no tornado to draw.")
    rows = []
    for one in bars:
        ends = (
            ("below its middle", one.low if one.rises else one.high),
            ("above its middle", one.high if one.rises else one.low),
        )
        label = f"{one.name} ({one.total:.0%})"
        rows += [{"input": label, "side": side, "from": found.middle, "to": end} for side, end in ends]
    order = [f"{one.name} ({one.total:.0%})" for one in bars]
    colours = alt.Scale(domain=["below its middle", "above its middle"], range=[LINE_COLOURS[1], LINE_COLOURS[0]])
    unit = "times" if found.unit == "x" else found.unit
    x = alt.X("from:Q", title=f"{unit}, on {found.on.isoformat()}", scale=alt.Scale(zero=False))
    base = alt.Chart(alt.InlineData(values=rows))
    drawn = base.mark_bar(height=ROW * 0.62).encode(
        x=x,
        x2="to:Q",
        y=alt.Y("input:N", sort=order, title=None),
        color=alt.Color("side:N", scale=colours, legend=alt.Legend(title="input", orient="bottom")),
    )
    rule = alt.Chart(alt.InlineData(values=[{"at": found.middle}])).mark_rule(stroke="currentColor").encode(x="at:Q")
    title = alt.TitleParams(found.title, subtitle="one input at a time; in brackets its total share of the variance")
    spec: dict[str, Any] = alt.layer(drawn, rule, width=WIDTH, height=ROW * len(bars), title=title).to_dict()
    ink = "currentColor"
    axis = {"labelColor": ink, "titleColor": ink, "domainColor": ink, "tickColor": ink, "gridOpacity": 0.2}
    spec["config"] = {
        "font": FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": {**axis, "labelFontSize": 12, "labelLimit": 320, "labelOverlap": True},
        "legend": {"labelColor": ink, "titleColor": ink, "labelFontSize": 12},
        "title": {"color": ink, "subtitleColor": ink, "anchor": "start", "fontSize": 13},
    }
    return spec


def tornado_svg(found: Matter) -> str:
    """Draw the tornado as one SVG element with a title, a description and no outside address."""
    spec = tornado_spec(found)
    try:
        import vl_convert
    except ImportError as missing:
        raise MissingExtra.of("Charts", "charts") from missing
    drawn = vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
    told = "; ".join(f"{one.name}: {one.low:.4g} to {one.high:.4g}" for one in found.inputs[:MOST_BARS])
    return finish(drawn, title=found.title, description=f"{found.unit}. {told}.", ident="tornado")


def tornado_html(found: Matter) -> str:
    """Write a page that holds the picture and its numbers, and asks no outside address."""
    head = "<tr><th>input</th><th>what it is</th><th>low</th><th>high</th><th>first-order</th><th>total</th></tr>"
    rows = "".join(
        f"<tr><td>{escape(one.name)}</td><td>{escape(one.says)}</td><td>{one.low:.4g}</td><td>{one.high:.4g}</td>"
        f"<td>{one.first:.2f}</td><td>{one.total:.2f}</td></tr>"
        for one in found.inputs
    )
    style = (
        "body{font-family:sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111;background:#fff}"
        "td,th{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ccc}svg{max-width:100%;height:auto}"
        "@media(prefers-color-scheme:dark){body{color:#eee;background:#111}}"
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(found.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body>'
        f"<h1>{escape(found.title)}</h1>{tornado_svg(found)}<table>{head}{rows}</table></body></html>\n"
    )

"""Text and lines keep WCAG 2.2 AA contrast on every ground they stand on, light and dark."""

import re
from importlib.resources import files

import pytest

from parity.reports.charts import LINE_COLOURS

CSS = files("parity.reports").joinpath("templates/report.css").read_text("utf-8")
DARK_AT = CSS.index("@media screen and (prefers-color-scheme: dark)")
TONES = ("supported", "roughly-right", "contradicted", "unresolved", "too-early", "not-checkable")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def variables(css: str) -> dict[str, str]:
    block = css[css.index(":root {") :]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block[: block.index("}")]))


SCHEMES = {"light": variables(CSS), "dark": variables(CSS[DARK_AT:])}


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_reaches_4_5_to_1(scheme: str):
    colours = SCHEMES[scheme]
    pairs = [(text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "card")]
    pairs += [("ink", f"{tone}-wash") for tone in TONES]  # marked sentences
    pairs += [(tone, ground) for tone in TONES for ground in ("paper", "card", f"{tone}-wash")]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


def test_every_line_of_a_chart_reaches_3_to_1_and_has_its_lighter_twin_in_the_dark():
    for colour in LINE_COLOURS:
        assert contrast(colour, SCHEMES["light"]["card"]) >= 3
        for paint in ("stroke", "fill"):
            (twin,) = re.findall(rf'\[{paint}="{colour}"\] {{ {paint}: (#[0-9a-f]{{6}}); }}', CSS[DARK_AT:])
            assert contrast(twin, SCHEMES["dark"]["card"]) >= 3

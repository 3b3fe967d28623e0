"""The report in Chromium: no script, no network, nothing wider than the screen, and a printout that is whole."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.reports.sample import sample
from tests.reports.test_page import hostile

from parity.reports.page import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


class Visit:
    """An open report with what it asked of the network and what the console said."""

    def __init__(self, browser: "Browser", file: Path, *, width: int = 1280, scheme: str = "light") -> None:
        # Javascript stays off for the page; playwright's own evaluate works all the same.
        self.context = browser.new_context(
            java_script_enabled=False,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(file.as_uri())


def assert_at(page: "Page", fragment: str) -> None:
    """Chromium tells of a fragment's navigation a moment after the key."""
    from playwright.sync_api import expect

    expect(page).to_have_url(re.compile(f"{fragment}$"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    found = {"sample": folder / "report.html", "hostile": folder / "hostile.html"}
    found["sample"].write_text(render_html(sample()), "utf-8")
    found["hostile"].write_text(render_html(hostile()), "utf-8")
    return found


@pytest.fixture
def visit(browser: "Browser", files: dict[str, Path]) -> Iterator[object]:
    opened: list[Visit] = []

    def open_report(which: str = "sample", **how: object) -> Visit:
        opened.append(Visit(browser, files[which], **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_report
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("which", ["sample", "hostile"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_asks_for_nothing_says_nothing_and_fits_the_screen(visit, files, which: str, scheme: str, width: int):
    report = visit(which, width=width, scheme=scheme)
    assert report.asked == [files[which].as_uri()]
    assert report.said == []
    report.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    wide = report.page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= width


def test_every_chart_is_drawn_within_its_card(visit):
    report = visit(width=390)
    boxes = report.page.locator("svg").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == 7
    assert all(box["left"] >= 0 and box["right"] <= 390 and box["height"] > 150 for box in boxes)


def test_a_chart_s_text_takes_the_ink_of_the_scheme(visit):
    inks = set()
    for scheme in ("light", "dark"):
        report = visit(scheme=scheme)
        ink = report.page.evaluate("getComputedStyle(document.body).color")
        fills = report.page.locator("svg text").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
        assert set(fills) == {ink}
        inks.add(ink)
    assert inks == {"rgb(28, 31, 35)", "rgb(230, 228, 223)"}


def test_a_number_in_the_text_leads_to_its_card_by_keyboard(visit):
    report = visit()
    report.page.locator('.text a[href="#claim-3"]').focus()
    report.page.keyboard.press("Enter")
    assert_at(report.page, "#claim-3")
    assert report.page.locator("#claim-3").evaluate("one => one.matches(':target')")


def test_the_first_tab_stop_skips_to_the_claims(visit):
    report = visit()
    report.page.keyboard.press("Tab")
    assert report.page.evaluate("document.activeElement.textContent") == "Skip to the claims"
    report.page.keyboard.press("Enter")
    assert_at(report.page, "#claims")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_on_a4_in_light_colours_with_its_links(visit, tmp_path: Path, scheme: str):
    file = tmp_path / "report.pdf"
    visit(scheme=scheme).page.pdf(path=str(file), prefer_css_page_size=True)
    pdf = PdfReader(file)
    first = pdf.pages[0].mediabox
    assert (round(first.width), round(first.height)) == (595, 842)
    text = " ".join(page.extract_text() for page in pdf.pages)
    for word in ("supported", "contradicted", "not checkable", "https://epoch.ai/data/ai-models"):
        assert word in text
    subprocess.run(["pdftoppm", "-r", "20", "-gray", file, tmp_path / "page"], check=True)
    for page in tmp_path.glob("page*.pgm"):
        pixels = page.read_bytes()[-170 * 230 :]
        assert sum(pixels) / len(pixels) > 200, "a printed page is mostly paper"


def test_no_chart_is_cut_by_a_page_end(visit):
    report = visit()
    report.page.emulate_media(media="print")
    kept = report.page.locator("figure").evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")
    assert set(kept) == {"avoid"}

"""The page of a corpus in Chromium: made by the command, no network, fits a phone, whole on paper."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.browser.test_report import Visit, assert_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

EVIL = "<script>alert(1)</script><img src=https://evil.example/x>"
LONG = "Donaudampfschifffahrtsgesellschaftskapitaen" * 4
TEXTS = [
    '"China is one to three years behind the United States in artificial intelligence," said Mei Tan.',
    "The United States has ten times the computing power of China. SMIC was added to the Entity List in 2020.",
    "The United States is ahead of China in AI.\n\nChina is ahead of the United States in AI.",
    f"China will catch up with the United States in AI by 2035, {EVIL} said. Huawei trails NVIDIA in AI chips.",
    f"Chinese AI models are six months behind American ones, {LONG} said.",
    "The soup was warm and the evening was long, as it is in the north.",
]
COLUMNS = ["Claim", "When", "Who", "Then", "Now"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    rows = [
        {"id": f"n{n}", "title": EVIL, "url": f"https://{LONG[: 20 + n]}.example/{n}", "date": "2024-05-28"}
        | {"text": text}
        for n, text in enumerate(TEXTS)
    ]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    command = [Path(sys.executable).with_name("parity"), "check", "--corpus", "news.jsonl", "--html", "page.html"]
    options = ["--draws", "100", "--on", "2026-11-23", "--workers", "1", "--json"]
    subprocess.run([*command, *options], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "page.html"


@pytest.fixture
def visit(browser: "Browser", file: Path) -> Iterator[Callable[..., Visit]]:
    opened: list[Visit] = []

    def open_page(**how: object) -> Visit:
        opened.append(Visit(browser, file, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_asks_for_nothing_says_nothing_and_fits_the_screen(visit, file: Path, scheme: str, width: int):
    found = visit(width=width, scheme=scheme)
    assert found.asked == [file.as_uri()]
    assert found.said == []
    assert found.page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert found.page.locator("script, body img").count() == 0


def test_every_claim_is_a_row_with_its_verdict_and_its_article(visit):
    page = visit().page
    assert page.locator("table.overview thead th").all_inner_texts() == COLUMNS
    rows = page.locator("table.overview tbody tr")
    assert rows.count() == int(page.locator("dl.meta dd").nth(2).inner_text().split(",")[0]) >= 6
    links = page.locator("table.overview a").evaluate_all("all => all.map(one => one.href)")
    assert links and all(link.startswith("https://") for link in links)


def test_a_phone_sees_each_cell_with_the_name_of_its_column(visit):
    page = visit(width=390).page
    cell = page.locator("table.overview td").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"When"'


def test_contradictions_within_an_article_are_told(visit):
    told = visit().page.locator("section[aria-labelledby=conflicts]").inner_text()
    assert "China is ahead of the United States in AI" in told


def test_the_first_tab_stop_skips_to_the_claims(visit):
    page = visit().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the claims"
    page.keyboard.press("Enter")
    assert_at(page, "#claims")


def test_a_table_wider_than_a_phone_is_scrolled_by_keyboard(visit):
    region = visit(width=390).page.locator(".scroll").first
    region.focus()
    assert region.evaluate("one => one === document.activeElement")
    assert region.get_attribute("aria-label")


def test_it_prints_whole_on_a4(visit, tmp_path: Path):
    file = tmp_path / "corpus.pdf"
    visit(scheme="dark").page.pdf(path=str(file), prefer_css_page_size=True)
    pdf = PdfReader(file)
    first = pdf.pages[0].mediabox
    assert (round(first.width), round(first.height)) == (595, 842)
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for words in ("By speaker", "By outlet", "Who claimed what when", "Mei Tan", "How this was made"):
        assert words in text

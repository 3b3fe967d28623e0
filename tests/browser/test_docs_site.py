"""The documentation site, as a reader without a network sees it."""

import subprocess
import sys
from pathlib import Path

import pytest

PAGES = ["index.html", "how-parity-judges.html", "estimands/lag.html", "data.html", "cli.html", "api.html"]


@pytest.fixture(scope="module")
def site(repo_root: Path) -> Path:
    subprocess.run([Path(sys.executable).with_name("zensical"), "build", "--clean"], cwd=repo_root, check=True)
    return repo_root / "site"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_docs_opens_without_asking_an_outside_address(site: Path, page, name: str):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / name).as_uri())
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").first.inner_text().strip()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_a_page_of_the_docs_fits_a_telephone(site: Path, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((site / "estimands/lag.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

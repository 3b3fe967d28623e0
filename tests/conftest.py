"""Fixtures that every room's tests may use."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The clone's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared material: articles, labelled claims, publishers' real files."""
    place = Path(os.environ.get("PARITY_SHARED") or ROOT.parent / "shared")
    if not place.is_dir():
        pytest.skip(f"no shared material at {place}; PARITY_SHARED names another place")
    return place


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, without the services that would reach for the network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A blank page in a browser profile of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures that they use, so that `-m` can choose."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "shared" in fixtures:
            item.add_marker(pytest.mark.shared)
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail, where PARITY_REQUIRE_SHARED=1, what would be skipped for want of the shared material."""
    report = yield
    required = os.environ.get("PARITY_REQUIRE_SHARED") == "1"
    if required and report.skipped and item.get_closest_marker("shared") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, but PARITY_REQUIRE_SHARED=1 asks for it: {report.longrepr}"
    return report

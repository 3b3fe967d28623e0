"""A server for each test, and an extractor that asks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.claims.llm.server import ModelServer

from parity.claims.llm import Endpoint, LlmExtractor
from parity.store.answers import Answers


@pytest.fixture
def server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.close()


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def reader(server: ModelServer, lines: list[str]) -> Callable[..., LlmExtractor]:
    def made(cache: Path | None = None, **changes: object) -> LlmExtractor:
        known = {"url": server.url, "model": "test-1", "key": "sk-verysecretkey", "timeout": 5.0, **changes}
        return LlmExtractor(Endpoint(**known), answers=Answers(cache) if cache else None, tell=lines.append)

    return made

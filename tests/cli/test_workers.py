"""What happens when a worker of `parity check --corpus` dies."""

import os
from concurrent.futures import Future

import pytest

from parity.cli.corpus import _executor
from parity.errors import ParityError


def _die() -> None:
    os._exit(9)


def test_a_worker_that_is_killed_is_one_line_that_says_what_to_do() -> None:
    def run() -> None:
        with _executor(2, None) as (pool, size):
            assert pool is not None and size == 2
            work: Future[None] = pool.submit(_die)
            work.result()

    with pytest.raises(ParityError, match=r"--resume") as told:
        run()
    assert "\n" not in str(told.value)


def test_one_worker_is_this_process() -> None:
    with _executor(1, None) as (pool, size):
        assert (pool, size) == (None, 1)


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_does_not_answer_is_a_source_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    def refuse(*args: object, **how: object) -> None:
        raise OSError("refused")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(ParityError, match="no scheduler answers") as told, _executor(1, "tcp://127.0.0.1:1"):
        pass
    assert told.value.exit_code == 3

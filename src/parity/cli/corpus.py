"""`parity check --corpus`: many articles over processes or a cluster, and what they add up to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from parity.cli.exports import name_all, write_all
from parity.cli.output import Format, note
from parity.cli.progress import counting
from parity.cli.tallies import name_of, print_corpus
from parity.errors import BadInput, MissingExtra, SourceFailed

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import date

__all__ = ["AsCsv", "Dask", "From", "Resume", "Workers", "check_corpus"]

From = Annotated[
    str | None,
    typer.Option("--corpus", metavar="PLACE", help="Check many: a folder, a .jsonl or a .warc(.gz) file."),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, max=256, help="Processes for --corpus; one a core if not given.")
]
Dask = Annotated[
    str | None, typer.Option("--dask", metavar="ADDRESS", help="Scheduler of a Dask cluster to run --corpus on.")
]
Resume = Annotated[
    Path | None,
    typer.Option("--resume", metavar="FILE", help="Keep a line an article here, and go on from it if it is there."),
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Short for --format csv.")]


def check_corpus(
    corpus: str,
    *,
    published: "date | None",
    on: "date | None",
    draws: int,
    seed: int,
    workers: int | None,
    dask: str | None,
    resume: Path | None,
    html: Path | None,
    form: Format,
) -> None:
    """Check a corpus and print what it adds up to."""
    from parity import api

    begun = perf_counter()
    if workers and dask:
        raise BadInput("--workers and --dask: name one; a cluster has its own workers.")
    with _executor(workers or os.cpu_count() or 1, dask) as (executor, size), counting("articles") as show:
        found = api.check_corpus(
            corpus, published=published, on=on, draws=draws, seed=seed, executor=executor, workers=size,
            resume=resume, told=show,
        )  # fmt: skip
    took = perf_counter() - begun
    try:
        files = {}
        if html is not None:
            from parity.reports.corpus import render_corpus

            files["--html"] = html, "".join(render_corpus(found, title=name_of(corpus))).encode()
            write_all(files)
        print_corpus(corpus, found, form)
        name_all(files)
    finally:
        found.ledger.close()
    note(f"{found.read:,} articles in {took:.1f} s, {found.read / max(took, 1e-9):,.0f} a second.")


@contextmanager
def _executor(workers: int, dask: str | None) -> "Iterator[tuple[Executor | None, int]]":
    """Open the workers: this process if one is enough, a pool of processes, or a cluster."""
    if dask is not None:
        with _cluster(dask) as cluster:
            yield cluster
    elif workers == 1:
        yield None, 1
    else:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        # Each worker computes on one thread: more would only wait for each other.
        for name in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            try:
                yield pool, workers
            except BrokenProcessPool:
                told = "killed, or out of memory; use fewer --workers, and --resume to go on where it stopped"
                raise SourceFailed(f"A worker process ended before its work was done: {told}.") from None
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


@contextmanager
def _cluster(address: str) -> "Iterator[tuple[Executor, int]]":
    try:
        from distributed import Client
    except ImportError as missing:
        raise MissingExtra.of("--dask", "cluster") from missing
    try:
        client = Client(address, timeout=20)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as why:
        raise SourceFailed(f"--dask {address}: no scheduler answers there ({type(why).__name__}).") from None
    with client:
        threads: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]
        yield client.get_executor(), max(sum(threads.values()), 1)  # type: ignore[no-untyped-call]

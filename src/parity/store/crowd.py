"""Work on several threads, a few at once for each host; what is under way never keeps the process from ending."""

import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

__all__ = ["in_crowd"]

Task = TypeVar("Task")
Made = TypeVar("Made")


def in_crowd(
    tasks: Sequence[Task], host: Callable[[Task], str], work: Callable[[Task], Made], *, workers: int, each_host: int
) -> "Iterator[tuple[Task, Future[Made]]]":
    """Do the work of every task, at most so many at once, and yield each with its future as it is done.

    >>> doubled = in_crowd([3], lambda task: "host", lambda task: task * 2, workers=2, each_host=1)
    >>> [future.result() for _, future in doubled]
    [6]
    """
    waiting: dict[str, queue.SimpleQueue[Task]] = defaultdict(queue.SimpleQueue)
    for task in tasks:
        waiting[host(task)].put(task)
    done: queue.SimpleQueue[tuple[Task, Future[Made]]] = queue.SimpleQueue()
    free = threading.Semaphore(workers)

    def serve(mine: "queue.SimpleQueue[Task]") -> None:
        while True:
            try:
                task = mine.get_nowait()
            except queue.Empty:
                return
            made: Future[Made] = Future()
            with free:
                try:
                    made.set_result(work(task))
                except BaseException as problem:  # noqa: BLE001 - raised again where the result is asked for
                    made.set_exception(problem)
            done.put((task, made))

    for mine in waiting.values():
        for _ in range(min(each_host, mine.qsize())):
            threading.Thread(target=serve, args=(mine,), name="parity-pull", daemon=True).start()
    for _ in tasks:
        while True:
            try:  # in short waits: a single long one would not hear an interrupt from the keyboard
                one = done.get(timeout=0.1)
            except queue.Empty:
                continue
            yield one
            break

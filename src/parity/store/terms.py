"""What the downloads of one pull keep to, and how they tell how far they have come."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from parity.store.addresses import Resolve
from parity.store.fetch import MIB

__all__ = ["LIMIT", "TIMEOUT", "Progress", "Terms"]

TIMEOUT = 120.0  # s, of one try at one file
LIMIT = 256 * MIB


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one file has come."""

    source: str
    name: str
    state: Literal["arriving", "arrived", "unchanged", "failed"]
    received: int = 0
    total: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What every download of one pull keeps to."""

    timeout: float
    limit: int
    resolve: Resolve
    now: Callable[[], datetime]
    told: Callable[[Progress], None]
    stop: threading.Event = field(default_factory=threading.Event)

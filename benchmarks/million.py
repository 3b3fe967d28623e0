"""A million draws of a thousand facts in batches: prints seconds, peak memory in MiB, and the median lag as JSON."""

import json
import resource
import sys
import time

from workloads import CHINA, US, facts, last, metric

from parity.estimates import Gap, compare, gap, in_batches

draws, n = int(sys.argv[1]), int(sys.argv[2])
table, of = facts(n), metric()


def batch(size: int, number: int) -> Gap:
    """Estimate one batch."""
    return gap(compare(table, of, US, CHINA, on=last(table), draws=size, seed=0, batch=number), seed=number)


start = time.perf_counter()
found = in_batches(batch, draws=draws, facts=table.height)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - start,
            "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "draws": found.lag.draws.size,
            "lag": found.lag.median,
        }
    )
)

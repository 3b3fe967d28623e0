"""The page: what was simulated and what came out, then published results beside ours."""

import numpy as np
import supply
import tables
from processes import PROCESSES, SPREAD
from published import results
from replicate import DRAWS, LEVELS, Row
from scores import MOST_BIAS, MOST_WIDTH, REPLICATES, TARGETS, Score, closing, simulate, table
from words import MISSES, OPENING, PUBLISHED


def write() -> str:
    """Return the whole page."""
    rows = simulate()
    found = [one for one in table(rows) if one.process != "turning" or one.estimand == "slope"]
    return "\n".join([
        OPENING.format(
            replicates=REPLICATES, draws=DRAWS, spread=SPREAD, low=TARGETS[0.9][0], high=TARGETS[0.9][1],
            low_half=TARGETS[0.5][0], high_half=TARGETS[0.5][1], bias=MOST_BIAS, width=MOST_WIDTH,
        ),
        "", *_processes(), "", *_scores(found), "", *_misses(found), "", *_lags(rows), "", *_closing(rows), "",
        PUBLISHED, "", *_published(), "", *_supply(), "",
    ])  # fmt: skip


def _processes() -> list[str]:
    lines = ["### Processes", "", "| process | what | models | 90 % error |", "|---|---|---:|---:|"]
    for name, one in PROCESSES.items():
        models = " and ".join(str(n) for n in one.counts)
        lines.append(f"| {name} | {one.title}: {one.because} | {models} | ±{one.half:.1f} |")
    return lines


def _scores(found: list[Score]) -> list[str]:
    lines = [
        "### Bias, coverage and width", "",
        "| process | estimand | truth | bias | 50 % | 80 % | 90 % | closed 90 % | width | of exact | misses |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]  # fmt: skip
    for one in found:
        ratio = f"{one.width / one.exact:.2f}" if np.isfinite(one.exact) else "-"
        placed = " | ".join(f"{share:.1%}" for share in one.placed)
        lines.append(
            f"| {one.process} | {one.estimand} | {one.truth:.1f} | {one.bias:+.2f} | {placed} | "
            f"{one.closed[LEVELS.index(0.9)]:.1%} | {one.width:.1f} | {ratio} | {', '.join(one.missed()) or ''} |"
        )
    return lines


def _misses(found: list[Score]) -> list[str]:
    """What is missed, and why, in plain words; a miss that nobody has explained says so."""
    missed = [one for one in found if one.missed()]
    met = sum(not one.missed() for one in found)
    lines = ["### What misses, and why", "", f"{met} of {len(found)} rows meet all their targets. The others:", ""]
    for one in missed:
        why = MISSES.get((one.process, one.estimand)) or MISSES.get((one.process, "*"))
        if one.within_noise():
            why = f"within two standard errors of the target{f'; {why}' if why else ': chance of the replicates.'}"
        lines.append(f"- **{one.process}, {one.estimand}** ({', '.join(one.missed())}): {why or 'not explained yet.'}")
    return lines


def _lags(rows: dict[str, list[Row]]) -> list[str]:
    """Bias of the lag by the lag the process was made with."""
    lines = [
        "### Known lags", "",
        "Equal growth, by the lag the process was made with. The realised lag is that of the latent frontiers, which",
        "scatters around it since records come in steps.", "",
        "| made with, months | replicates | mean realised lag | median error | mean error |",
        "|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    some = [row for row in rows["equal"] if row.estimand == "lag"]
    for scale in sorted({row.scale for row in some}):
        of = [row for row in some if row.scale == scale]
        error = np.array([row.median - row.truth for row in of])
        truth = np.mean([row.truth for row in of])
        lines.append(f"| {scale:.0f} | {len(of)} | {truth:.1f} | {np.median(error):+.2f} | {error.mean():+.2f} |")
    return lines


def _closing(rows: dict[str, list[Row]]) -> list[str]:
    lines = [
        "### P(closing)", "",
        "Where the gap's true slope lies anywhere from -5.5 to 5.5 points a year: of the gaps to which P(closing) was",
        "given, how many closed?", "",
        "| P(closing) | replicates | mean P | closed |", "|---|---:|---:|---:|",
    ]  # fmt: skip
    for low, high, n, mean, share in closing(rows):
        lines.append(f"| {low:.1f} to {high:.1f} | {n} | {mean:.2f} | {share:.2f} |")
    return lines


def _supply() -> list[str]:
    return supply.supply() if tables.SHARED.is_dir() else []


def _published() -> list[str]:
    if not tables.SHARED.is_dir():
        return ["Skipped: the publishers' files were not at hand when this page was written."]
    lines = ["| what | published | ours | why they differ |", "|---|---|---|---|"]
    lines += [f"| {one.what} | {one.published} | {one.ours} | {one.why} |" for one in results()]
    return lines

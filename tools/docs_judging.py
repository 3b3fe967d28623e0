"""The generated parts of docs/how-parity-judges.md: what the judging tables hold."""

from pathlib import Path

from parity.claims.judging import rules as rules_module
from parity.claims.judging.rules import evidence_for, rules
from parity.facts import read_yaml
from parity.series import metric

EVIDENCE = Path(rules_module.__file__).parent / "evidence.yml"


def tolerances() -> str:
    """One row a kind of claim: how far the evidence may be from the words."""
    width = rules().tolerance
    lag = width.lag
    rows = [
        ("`ratio_gap`, in times", f"a factor of {width.ratio.tight:g}", f"a factor of {width.ratio.wide:g}"),
        (
            "`time_lag`",
            f"{lag.tight.months:g} months or {lag.tight.share:.0%}, whichever is more",
            f"{lag.wide.months:g} months or {lag.wide.share:.0%}",
        ),
        ("`share`", f"{width.share.tight:g} points", f"{width.share.wide:g} points"),
        ("`level`", f"a factor of {width.level.tight:g}", f"a factor of {width.level.wide:g}"),
    ]
    rows += [
        (f"`ratio_gap`, parity on `{name}`", f"within {points:g} points", f"within {2 * points:g} points")
        for name, points in width.level_with.items()
    ]
    return table(("claim", "tight: as said", "wide: in the right region"), rows)


def thresholds() -> str:
    """One row a word: the probability from which it is used."""
    gap, move = rules().verdict, rules().trend
    rows = [
        ("supported", f"tight, at least {gap.supported:.0%}", f"at least {move.supported:.0%}"),
        ("roughly right", f"wide, at least {gap.roughly_right:.0%}", f"at least {move.roughly_right:.0%}"),
        ("contradicted", f"wide, at most {gap.contradicted:.0%}", f"at most {move.contradicted:.0%}"),
        ("unresolved", "anything else", "anything else"),
    ]
    return table(
        ("verdict", "number claimed: probability that it holds", "trend or rank: probability that it holds"), rows
    )


def evidence() -> str:
    """One row a claim metric: what is read, or why nothing is."""
    rows = []
    for name in read_yaml(EVIDENCE):
        found = evidence_for(name)
        read = ", ".join(f"`{one}` ({metric(one).label})" for one in found.metrics)
        rows.append((f"`{name}`", read or f"nothing: {found.because}", found.note or ""))
    return table(("a claim about", "is held against, in this order", "note"), rows)


def horizon() -> str:
    """The forecast rule in a sentence."""
    rule = rules().forecast
    return (
        f'A claim that names no day ("in the long run") is read {rule.horizon_years} years ahead. "No gap" is read as '
        f"the follower within a factor of {rule.level_factor:g} of the leader at some time before that day."
    )


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)

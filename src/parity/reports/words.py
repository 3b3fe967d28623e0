"""The words of the report that are neither the article's nor the verdict's: kinds, signs, who is compared."""

from textwrap import shorten

from parity.claims.claim import Claim, Kind
from parity.claims.verdict import Finding, Reading, Verdict
from parity.reports.figures import day
from parity.reports.outside import one_line

KINDS: dict[Kind, str] = {
    "ratio_gap": "size of a gap",
    "time_lag": "time behind",
    "trend_closing": "a gap that closes",
    "trend_widening": "a gap that widens",
    "level": "level",
    "share": "share",
    "ranking": "ranking",
    "forecast": "forecast",
    "event": "export control",
}

SIGNS: dict[Finding, str] = {
    "supported": "✓",
    "roughly right": "≈",
    "contradicted": "✗",
    "unresolved": "?",
    "too early": "→",
    "not checkable": "–",
}


def slug(finding: Finding) -> str:
    """Name a finding as a style sheet does.

    >>> slug("roughly right")
    'roughly-right'
    """
    return finding.replace(" ", "-")


def short(sentence: str, width: int = 110) -> str:
    """Cut a sentence at a word; what is left out is marked."""
    return shorten(one_line(sentence), width, placeholder=" …")


def claims(count: int) -> str:
    """Count claims.

    >>> claims(0), claims(1), claims(9)
    ('No claim', 'One claim', '9 claims')
    """
    return {0: "No claim", 1: "One claim"}.get(count, f"{count} claims")


def who(claim: Claim) -> str:
    """Say whom a claim compares, or whom it is about; nothing if it names nobody."""
    leader = _named(claim.leader_entity, claim.leader)
    follower = _named(claim.follower_entity, claim.follower)
    if leader and follower:
        return f"{leader} against {follower}"
    return leader or follower or _named(claim.actor_entity, claim.actor)


def _named(entity: str | None, country: str | None) -> str:
    if entity and country:
        return one_line(f"{entity} ({country})")
    return one_line(entity or country or "")


def dates(claim: Claim) -> str:
    """Say which day a claim is about, and which day a forecast falls due."""
    said = [f"as of {claim.as_of_date}"] if claim.as_of_date else []
    due = [f"due {claim.target_date}"] if claim.target_date else []
    return one_line(", ".join(said + due))


def flags(claim: Claim) -> list[str]:
    """List what the wording adds: that a claim is hedged, or denied."""
    return [word for word, said in (("hedged", claim.hedged), ("denied in the text", claim.negated)) if said]


def differences(verdict: Verdict) -> list[str]:
    """Say in a sentence each where the three readings do not agree."""
    then, now, known = verdict.then, verdict.now, verdict.known_then
    said = []
    if then and now and then.verdict != now.verdict:
        said.append(f"The verdict has changed since: {_on(then)}, but {_on(now)}.")
    if then and known and then.verdict != known.verdict:
        said.append(
            f"Judged only by what was known on {day(known.vintage or known.on)} it was {known.verdict}; "
            f"by what is known today it is {then.verdict}."
        )
    return said


def measured(verdict: Verdict) -> bool:
    """Whether any reading rests on an amount; an event's rest on a notice."""
    return any(one is not None and one.median is not None for one in (verdict.then, verdict.now, verdict.known_then))


def _on(reading: Reading) -> str:
    return f"{reading.verdict} as of {day(reading.on)}"

"""Verdicts as schema.org ClaimReview, the form in which fact-checks are exchanged: one object a checkable claim."""

from typing import Any

from parity.claims.verdict import Check, Finding, Verdict
from parity.errors import UnknownBloc
from parity.reports.outside import one_line, web_address
from parity.series import bloc

__all__ = ["RATINGS", "claim_reviews"]

RATINGS: dict[Finding, int] = {
    "contradicted": 1,
    "unresolved": 2,
    "too early": 2,
    "roughly right": 3,
    "supported": 4,
}
"""The scale of `ratingValue`, worst 1 and best 4; `alternateName` has the word, which says more."""


def claim_reviews(check: Check, *, url: str | None = None) -> list[dict[str, Any]]:
    """Return one ClaimReview for each claim that could be checked.

    `url` is where the review will stand; without it the reviews have none, and an article that is a file has none
    either: no address is invented.  The reviewed claim is dated by its article, the review by the day of the check.

    >>> from datetime import date
    >>> from parity.claims.verdict import Article
    >>> article = Article(text="", title=None, date=None, source="-")
    >>> claim_reviews(Check(article=article, on=date(2026, 11, 23), draws=9, seed=1, verdicts=()))
    []
    """
    return [_review(check, one, url) for one in check.verdicts if one.verdict in RATINGS]


def _review(check: Check, one: Verdict, url: str | None) -> dict[str, Any]:
    article, claim = check.article, one.claim
    address = web_address(article.source)
    published = article.date.isoformat() if article.date else None
    appearance: dict[str, Any] = {"@type": "CreativeWork"}
    appearance |= {"url": address} if address else {}
    appearance |= {"headline": one_line(article.title)} if article.title else {}
    appearance |= {"datePublished": published} if published else {}
    said: dict[str, Any] = {"@type": "Claim", "name": one_line(claim.sentence), "appearance": appearance}
    said |= {"author": {"@type": _kind(claim.speaker), "name": one_line(claim.speaker)}} if claim.speaker else {}
    said |= {"datePublished": published} if published else {}
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": check.on.isoformat(),
        **({"url": url} if url else {}),
        "claimReviewed": one_line(claim.sentence),
        "itemReviewed": said,
        "author": {"@type": "Organization", "name": "Parity"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[one.verdict],
            "bestRating": max(RATINGS.values()),
            "worstRating": min(RATINGS.values()),
            "alternateName": one.verdict,
        },
        "reviewBody": one_line(one.summary or one.because),
    }
    cited = [src for src in one.sources if web_address(src.url)]
    if cited:
        review["citation"] = [{"@type": "CreativeWork", "name": src.title, "url": src.url} for src in cited]
    return review


def _kind(speaker: str) -> str:
    """Whether a speaker is a firm or country by name; anybody else is taken for a person."""
    try:
        bloc(speaker)
    except UnknownBloc:
        return "Person"
    return "Organization"

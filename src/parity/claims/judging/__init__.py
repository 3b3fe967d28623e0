"""From a claim to a verdict: what speaks to it, how it is read, and the word for what was found."""

from parity.claims.judging.judge import Extract, judge, judge_article, no_claim

__all__ = ["Extract", "judge", "judge_article", "no_claim"]

"""What is compared, by the rules alone (no weights)."""

from datetime import date

import pytest

from parity.claims.extract import readings

CASES = (
    ("China now leads the United States in AI research.", "publications"),
    ("DeepSeek V4 is 20 times cheaper than GPT-5.5 on output tokens.", "cost"),
    ("China is seven years behind Taiwan in chipmaking.", "process_node"),
    ("China trails the Netherlands in chip-making.", "process_node"),
    ("China has more patented inventions than the United States.", "publications"),
    ("America is ahead of Europe in computing facilities.", "compute_stock"),
)


@pytest.mark.parametrize(("text", "metric"), CASES)
def test_metric_by_the_rules(text: str, metric: str) -> None:
    """Research is measured in papers, output tokens in money."""
    found = [draft.metric for _, drafts in readings(text, date(2026, 6, 1), weighed=False) for draft in drafts]
    assert metric in found
    assert set(found) == {metric}


def test_a_gap_is_measured_as_the_two_were_just_compared() -> None:
    text = "TSMC's market share is 40 points ahead of Samsung's.  The gap between the two firms widened in spring."
    found = [draft.metric for _, drafts in readings(text, date(2026, 6, 1), weighed=False) for draft in drafts]
    assert set(found) == {"market_share"}

"""From an article to claims and verdicts."""

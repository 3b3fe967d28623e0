"""Scores side by side, price lists, levels and shares in lists; each expectation was worked out by hand."""

import pytest

from parity.claims.claim import Claim
from parity.claims.extract import claim_of, readings


def read(text: str) -> list[Claim]:
    """Return what the rules find, before anything learned has its say."""
    return [claim_of(scene, draft, None) for scene, drafts in readings(text, None, weighed=False) for draft in drafts]


def values(text: str, kind: str) -> list[tuple[float | None, float | None]]:
    return [(claim.value_low, claim.value_high) for claim in read(text) if claim.kind == kind]


def test_the_scores_of_one_against_two_are_two_differences() -> None:
    told = "Kimi K2 scored 62.5% on the benchmark, compared with GPT-5's 60% and Claude Opus 4's 41%."
    assert values(told, "ratio_gap") == [(2.5, 2.5), (21.5, 21.5)]


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("Kimi K2 trails GPT-5 on the coding benchmark (61.5% vs 66%).", "OpenAI GPT-5"),
        ("Kimi K2 leads GPT-5 on the coding benchmark (66% versus 61.5%).", "Moonshot Kimi K2"),
    ],
)
def test_the_first_of_two_scores_in_brackets_is_the_subjects(text: str, leader: str) -> None:
    (claim,) = (one for one in read(text) if one.kind == "ratio_gap")
    assert (claim.leader_entity, claim.value_low, claim.value_semantics) == (leader, 4.5, "difference")


def test_a_difference_the_sentence_states_is_not_derived_again() -> None:
    assert values("Kimi K2 trails GPT-5 by 4.5 points on the benchmark (61.5 vs 66).", "ratio_gap") == [(4.5, 4.5)]

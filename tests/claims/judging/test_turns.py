"""What would change a verdict is found by asking again, so it must hold when it is asked."""

from dataclasses import replace
from datetime import date

import pytest

from parity.claims.claim import Claim
from parity.claims.judging import judge
from parity.claims.judging.desk import Desk
from parity.claims.judging.turns import Turn, number_turn, share_turn, turning
from parity.claims.verdict import Verdict
from parity.store.facts import facts_of

PUBLISHED, TODAY = date(2024, 5, 28), date(2026, 11, 23)
DESK = Desk(facts_of, draws=500, seed=0)
TENFOLD = Claim(
    sentence="The gap is ten times.", char_start=0, char_end=21, kind="ratio_gap", leader="United States",
    follower="China", metric="compute_stock", value_low=10, value_high=10, unit="x", value_semantics="advantage",
    norm_ratio_low=10, norm_ratio_high=10, speaker="Xu Bing",
)  # fmt: skip


def judged(claim: Claim, depth: str = "card") -> Verdict:
    return judge(claim, published=PUBLISHED, on=TODAY, desk=DESK, depth=depth)  # type: ignore[arg-type]


def test_the_number_named_as_turning_the_word_does_turn_it() -> None:
    found = judged(TENFOLD)
    assert found.verdict == "roughly right"
    assert found.would_change and found.would_change.startswith("It would be supported if it said ")
    said = float(found.would_change.split("if it said ")[1].split(" times")[0])
    for times, word in ((said * 0.97, "supported"), (said * 1.03, "roughly right")):
        assert judged(replace(TENFOLD, norm_ratio_low=times, norm_ratio_high=times)).verdict == word


def test_countings_that_give_another_word_are_named_and_no_others() -> None:
    found = judged(replace(TENFOLD, leader_entity="US leaders"))
    told = (found.would_change or "").partition("Counted otherwise it would be ")[2]
    assert {one.id for one in found.countings} >= {"hyperscalers", "all-owners"}
    other = judged(TENFOLD)
    label = next(one.label for one in found.countings if one.id == "all-owners")
    assert (label in told) == (other.verdict != found.verdict)


def test_a_word_only_is_the_same_verdict_without_the_rest() -> None:
    word, card = judged(TENFOLD, "word"), judged(TENFOLD)
    assert (word.chart, word.influential, word.would_change, word.summary) == (None, (), None, "")
    assert replace(card, chart=None, influential=(), would_change=None, summary="") == word


def test_three_facts_at_most_and_with_explain_what_they_move() -> None:
    plain, explained = judged(TENFOLD), judged(TENFOLD, "explained")
    assert 1 <= len(plain.influential) <= 3 and all(one.without is None for one in plain.influential)
    moved = [one.moved for one in explained.influential]
    assert all(one is not None for one in moved)
    assert all(one.link for one in explained.influential)


def test_a_summary_stands_alone() -> None:
    told = judged(TENFOLD).summary
    for part in ("2024-05-28", "Xu Bing", "ten times", "roughly right", "https://epoch.ai", "It would be"):
        assert part in told
    assert "\n" not in told


def test_a_trend_turns_where_the_gap_moves_otherwise() -> None:
    found = judged(replace(TENFOLD, kind="trend_closing", metric="chip_performance", value_low=None, value_high=None))
    assert found.would_change and "if the gap moved by" in found.would_change


def test_an_open_bound_stays_open_and_a_share_stays_a_share() -> None:
    five = number_turn(lambda bounds: "supported" if (bounds[0] or 0) < 7 else "contradicted", (5, None), "times")
    assert turning(five) == "It would be contradicted if it said more than 7 times."
    seen = []
    share = share_turn(lambda bounds: seen.append(bounds) or "supported", (95, 99), "%")
    assert turning(share) is None
    assert all(0 <= one <= 100 for bounds in seen for one in bounds)


@pytest.mark.parametrize("least", [None, "unresolved"])
def test_partial_evidence_never_contradicts(least: str | None) -> None:
    turn = Turn(lambda by: "supported" if by < 3 else "contradicted", lambda by: "so", 1)
    assert turning(turn, least=least) == f"It would be {least or 'contradicted'} if so."  # type: ignore[arg-type]

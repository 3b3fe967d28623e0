"""Claims of what models cost, against the shipped prices of output tokens; ratios worked out by hand from rows.csv."""

from datetime import date
from typing import Any

import pytest

from parity.claims.claim import Claim
from parity.claims.judging import judge
from parity.claims.judging.desk import Desk
from parity.claims.verdict import Verdict
from parity.store.facts import facts_of

RETRIEVED, TODAY = date(2026, 8, 5), date(2026, 11, 23)
DESK = Desk(facts_of, draws=100, seed=0)


def verdict(cheap: str, dear: str, *, published: date = RETRIEVED, times: float | None = None, **how: Any) -> Verdict:
    base: dict[str, Any] = {
        "sentence": f"{cheap} is cheaper to use than {dear}.",
        "char_start": 0,
        "char_end": 1,
        "kind": "ranking" if times is None else "ratio_gap",
        "metric": "cost",
        "leader": "China",
        "follower": "United States",
        "leader_entity": cheap,
        "follower_entity": dear,
        "norm_ratio_low": times,
        "norm_ratio_high": times,
    }
    return judge(Claim(**{**base, **how}), published=published, on=TODAY, desk=DESK)


@pytest.mark.parametrize(
    ("cheap", "dear", "times", "median", "word"),
    [
        ("DeepSeek V4 Pro", "Anthropic Claude Opus 4.8", 7.0, 25 / 3.48, "supported"),
        ("DeepSeek-V4-Pro", "Claude Opus 4.8", 10.0, 25 / 3.48, "roughly right"),
        ("DeepSeek V4 Pro", "OpenAI GPT-5.5", 30.0, 30 / 3.48, "contradicted"),
        ("MiniMax M2", "OpenAI GPT-5", None, 10 / 1.2, "supported"),
        ("OpenAI GPT-5.5", "DeepSeek V4 Flash", None, 0.28 / 30, "contradicted"),
    ],
)
def test_two_prices_are_divided(cheap: str, dear: str, times: float | None, median: float, word: str) -> None:
    found = verdict(cheap, dear, times=times)
    assert found.verdict == word
    assert found.then is not None and found.then.median == pytest.approx(median)
    assert found.estimate_metric == "token_price"
    assert found.would_change
    assert found.sources[0].id == "api_prices"


def test_a_name_of_several_models_is_a_range_of_prices() -> None:
    reading = verdict("DeepSeek V4", "OpenAI GPT-5.5").then
    assert reading is not None
    assert (reading.low, reading.high) == pytest.approx((30 / 3.48, 30 / 0.28))


def test_a_price_is_told_from_the_day_it_was_read() -> None:
    found = verdict("DeepSeek V4 Pro", "OpenAI GPT-5.5", published=date(2026, 5, 1), times=9.0)
    assert (found.then, found.known_then) == (None, None)
    assert found.now is not None and found.verdict == "supported"


def test_a_price_that_was_replaced_holds_only_before() -> None:
    before = verdict("OpenAI GPT-5.6 Luna", "OpenAI GPT-5.6 Terra", published=date(2026, 7, 29))
    assert before.then is not None and before.then.median == pytest.approx(15 / 6)
    assert before.now is not None and before.now.median == pytest.approx(12 / 1.2)


@pytest.mark.parametrize(
    ("cheap", "dear", "sentence", "why"),
    [
        ("Nimbus 9", "OpenAI GPT-5", "Nimbus 9 is cheaper.", "no price of Nimbus 9"),
        ("DeepSeek", "OpenAI GPT-5", "DeepSeek is cheaper.", "no price of DeepSeek"),
        ("DeepSeek V4 Pro", "OpenAI GPT-5", "It was trained for a tenth of the cost.", "no other cost"),
    ],
)
def test_what_no_price_answers_is_said(cheap: str, dear: str, sentence: str, why: str) -> None:
    found = verdict(cheap, dear, sentence=sentence)
    assert found.verdict == "not checkable" and why in found.because


def test_an_order_of_prices_takes_as_much_as_any_order() -> None:
    found = verdict("Kimi K2", "GPT-5.4 Mini")  # three of the five models of that name are cheaper: below 65 %
    assert (found.verdict, found.probability) == ("unresolved", pytest.approx(0.6))


def test_a_denied_order_is_turned_round() -> None:
    assert verdict("DeepSeek V4 Pro", "OpenAI GPT-5.5", negated=True).verdict == "contradicted"

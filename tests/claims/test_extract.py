"""Claims of every kind are read from sentences of our own wording, and from the article the project began with."""

import os
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.claims.claim import Claim
from parity.claims.extract import extract

DAY = date(2026, 3, 1)
US, CN = "United States", "China"


def claims(text: str, day: date | None = DAY) -> tuple[Claim, ...]:
    return extract(text, published=day)


def has(found: tuple[Claim, ...], **fields: Any) -> bool:
    return any(all(asdict(claim)[name] == value for name, value in fields.items()) for claim in found)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # ratio_gap
        (
            "The United States has about nine times as much AI computing capacity as China.",
            {
                "kind": "ratio_gap",
                "metric": "compute_stock",
                "leader": US,
                "follower": CN,
                "value_low": 9,
                "norm_ratio_low": 9,
            },
        ),
        (
            "The Ascend 910B offers about 80 percent of the performance of an A100.",
            {
                "kind": "ratio_gap",
                "metric": "chip_performance",
                "leader": US,
                "follower": CN,
                "value_low": 80,
                "value_semantics": "follower_pct_of_leader",
                "norm_ratio_low": 1.25,
            },
        ),
        (
            "Token prices at Chinese labs are 90% lower than those of US competitors.",
            {"kind": "ratio_gap", "metric": "cost", "leader": CN, "follower": US, "norm_ratio_low": 10},
        ),
        (
            "DeepSeek's newest model performs on par with OpenAI's o1 on mathematics benchmarks.",
            {"kind": "ratio_gap", "metric": "capability", "leader": US, "follower": CN, "value_low": 1, "unit": "x"},
        ),
        (
            "Xiaomi's XRING O1 is comparable to the Snapdragon 8 Elite.",
            {"kind": "ratio_gap", "metric": "smartphone_soc", "leader": US, "follower": CN},
        ),
        (
            "Apple's A18 is 40% faster than the Kirin 9020.",
            {"kind": "ratio_gap", "metric": "smartphone_soc", "value_semantics": "difference", "norm_ratio_low": 1.4},
        ),
        # time_lag
        (
            "China's best models trail the American frontier by seven months on average.",
            {
                "kind": "time_lag",
                "metric": "capability",
                "leader": US,
                "follower": CN,
                "value_low": 7,
                "unit": "months",
            },
        ),
        (
            "Huawei's chip is a generation or two behind Nvidia's.",
            {"kind": "time_lag", "metric": "chip_performance", "value_low": 1, "value_high": 2, "unit": "generations"},
        ),
        (
            "ASML's chief executive said China is 10 to 15 years behind in lithography.",
            {"kind": "time_lag", "metric": "process_node", "follower": CN, "value_low": 10, "value_high": 15},
        ),
        (
            "Open models lag closed ones by about three months.",
            {"kind": "time_lag", "leader": None, "follower": None, "value_low": 3},
        ),
        (
            "Jensen Huang said China is nanoseconds behind America.",
            {"kind": "time_lag", "follower": CN, "value_low": None, "checkable": False},
        ),
        # trends
        (
            "The U.S. lead in AI is shrinking.",
            {"kind": "trend_closing", "leader": US, "follower": CN, "direction": "closing"},
        ),
        (
            "Export controls have widened the compute gap between American and Chinese labs.",
            {
                "kind": "trend_widening",
                "metric": "compute_stock",
                "leader": US,
                "follower": CN,
                "direction": "widening",
            },
        ),
        (
            "AMD may be closing the gap with Nvidia in AI chips.",
            {"kind": "trend_closing", "leader_entity": "NVIDIA", "follower_entity": "AMD", "hedged": True},
        ),
        # forecast
        (
            "Huawei expects to ship 800,000 Ascend chips in 2026.",
            {"kind": "forecast", "metric": "chip_production", "actor": CN, "value_low": 800_000, "target_date": "2026"},
        ),
        (
            "By 2027, China could close the gap with the US in AI chips.",
            {"kind": "forecast", "leader": US, "follower": CN, "target_date": "2027", "checkable": True},
        ),
        (
            "Experts believe China will catch up with the United States in AI within two years.",
            {"kind": "forecast", "value_high": 2, "value_semantics": "horizon", "target_date": "2028-03"},
        ),
        ("China will eventually catch up with the US in chips.", {"kind": "forecast", "checkable": False}),
        # share
        (
            "American companies control roughly 75% of global AI compute.",
            {
                "kind": "share",
                "metric": "compute_stock",
                "actor": US,
                "value_low": 75,
                "value_semantics": "share_of_total",
            },
        ),
        ("China produces 47% of the world's top AI researchers.", {"kind": "share", "metric": "talent", "actor": CN}),
        # level
        (
            "Training DeepSeek V3 cost $5.6 million.",
            {"kind": "level", "metric": "cost", "actor": CN, "value_low": 5.6e6, "unit": "USD"},
        ),
        (
            "xAI's Colossus cluster has 200,000 GPUs.",
            {"kind": "level", "metric": "compute_stock", "actor": US, "unit": "chips"},
        ),
        ("China never lacks AI talent.", {"kind": "level", "metric": "talent", "actor": CN, "checkable": False}),
        # ranking
        (
            "Kimi K2 outperforms GPT-4.1 on coding benchmarks.",
            {"kind": "ranking", "metric": "capability", "leader": CN, "follower": US},
        ),
        (
            "China now leads the world in robot installations.",
            {"kind": "ranking", "metric": "other", "actor": CN, "value_low": 1},
        ),
        (
            "Chinese AI labs have access to far less compute than their American rivals.",
            {"kind": "ranking", "metric": "compute_stock", "leader": US, "follower": CN},
        ),
        (
            "Europe lags far behind the US in AI investment.",
            {"kind": "ranking", "metric": "investment", "leader": US, "follower": "Europe"},
        ),
        # event
        (
            "The US added 140 Chinese firms to the Entity List in December 2024.",
            {
                "kind": "event",
                "metric": "export_control",
                "leader": US,
                "follower": CN,
                "as_of_date": "2024-12",
                "as_of_explicit": True,
            },
        ),
        (
            "The Dutch government revoked ASML's licence to ship DUV machines to China.",
            {"kind": "event", "leader": "Netherlands", "follower": CN},
        ),
        (
            "Washington banned the sale of Nvidia's H20 to China.",
            {"kind": "event", "leader": US, "leader_entity": "NVIDIA H20"},
        ),
    ],
)
def test_a_claim_is_read(text: str, fields: dict[str, Any]) -> None:
    found = claims(text)
    assert has(found, **fields), found


@pytest.mark.parametrize(
    "text",
    [
        "How far behind is China?",
        "The company raised $2 billion last week.",
        "Nvidia reported revenue of $44 billion.",
        "The senators introduced a bill that would ban chip exports to China.",
        "The new phone has 12 GB of memory.",
        "The canal opened in 1869 between Europe and Asia.",
        "She was born in 1984 in the Netherlands.",
        "He led a team of 30 people.",
        "The American team beat the Chinese team 3-1.",
        "Japan's population is shrinking faster than expected.",
        "China's economy is expected to grow 5% in 2026.",
        "Claude Sonnet 4.5 is twice as fast as Claude Opus 4.",
        "AGI could arrive by 2030, one founder said.",
        "",
    ],
)
def test_what_is_no_claim_yields_none(text: str) -> None:
    assert claims(text) == ()


def test_offsets_are_of_the_whole_text_and_in_reading_order() -> None:
    text = "Rain fell.\n\nChina is 8 months behind the US in AI. The gap is narrowing."
    found = claims(text)
    assert all(text[claim.char_start : claim.char_end] == claim.sentence for claim in found)
    assert [claim.char_start for claim in found] == sorted(claim.char_start for claim in found)


def test_a_pronoun_takes_the_party_of_the_sentence_before_and_says_so() -> None:
    found = claims("DeepSeek released a new AI model. It is six months behind OpenAI's.")
    assert has(found, kind="time_lag", follower=CN, leader=US)
    assert all(claim.resolution for claim in found if claim.kind == "time_lag")


def test_a_denied_claim_is_marked() -> None:
    assert has(claims("China does not lag behind the US in AI applications."), kind="ranking", negated=True)


def test_no_date_is_no_obstacle() -> None:
    (claim,) = claims("China is 8 months behind the US in AI.", None)
    assert claim.as_of_date is None


def test_whatever_cannot_be_checked_says_why() -> None:
    text = "China will catch up with the US in AI. China never lacks AI talent. China is years behind the US in chips."
    unchecked = [claim for claim in claims(text) if not claim.checkable]
    assert len(unchecked) == 3
    assert all(claim.unchecked_because for claim in unchecked)


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[Claim, ...]:
    (path,) = (shared / "articles").glob("000_*.txt")
    return extract(path.read_text("utf-8"), published=date(2024, 5, 28))


class TestTheFirstArticle:
    """The news report of 28 May 2024 that Parity must get right first."""

    def test_the_tenfold_compute_gap(self, found: tuple[Claim, ...]) -> None:
        claim = next(claim for claim in found if claim.kind == "ratio_gap")
        assert (claim.leader, claim.follower, claim.metric) == (US, "Asia", "compute_stock")
        assert (claim.value_low, claim.value_high, claim.unit, claim.value_semantics) == (10, 10, "x", "advantage")
        assert claim.leader_entity is not None and "US leaders" in claim.leader_entity
        assert claim.speaker == "Xu Bing (SenseTime)"
        assert claim.resolution is not None
        assert all(part in claim.resolution for part in ('"we"', '"here"', "US leaders", "China"))

    def test_the_lag_of_one_to_three_years(self, found: tuple[Claim, ...]) -> None:
        claim = next(claim for claim in found if claim.kind == "time_lag")
        assert (claim.leader, claim.follower, claim.metric) == (US, CN, "capability")
        assert (claim.value_low, claim.value_high, claim.unit, claim.hedged) == (1, 3, "years", True)
        assert claim.resolution

    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": "trend_closing", "metric": "chip_performance", "follower": CN},
            {"kind": "trend_closing", "metric": "chip_production", "follower": CN, "speaker": "Xu Bing (SenseTime)"},
            {"kind": "event", "metric": "export_control", "leader": US, "follower": CN, "follower_entity": "SenseTime"},
            {"kind": "event", "metric": "export_control", "leader": US, "follower": CN, "follower_entity": "Huawei"},
            {"kind": "level", "metric": "talent", "actor": "Asia", "checkable": False},
            {"kind": "trend_closing", "metric": "capability", "leader": US},
        ],
    )
    def test_the_other_claims(self, found: tuple[Claim, ...], fields: dict[str, Any]) -> None:
        assert has(found, **fields)

    def test_the_two_forecasts_name_no_horizon(self, found: tuple[Claim, ...]) -> None:
        told = [claim for claim in found if claim.kind == "forecast"]
        assert [(claim.metric, claim.checkable, claim.follower) for claim in told] == [("compute_stock", False, CN)] * 2
        assert all(claim.unchecked_because for claim in told)

    def test_nothing_else_is_claimed(self, found: tuple[Claim, ...]) -> None:
        assert len({claim.char_start for claim in found}) == 10
        assert not any("\n" in claim.sentence for claim in found)


HOSTILE = {
    "digits": "9",
    "digits apart": "9 ",
    "one line": "China leads the US by 5 months ",
    "nul": "\0",
    "right-to-left": "\u202eChina\u202c is behind ",
    "homoglyphs": "Сhina is 3 months behind the US. ",
    "quotes": '“"‘',
    "brackets": "([{",
    "capitals": "Aa ",
    "abbreviations": "U.S. ",
    "introductions": "Chinese startup ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    extract(unit * (300_000 // len(unit)), published=DAY)
    assert time.perf_counter() - begun < 20


def test_five_megabytes_of_digits_are_nothing() -> None:
    assert extract("7" * 5_000_000) == ()


WORDS = (
    "China US Huawei Nvidia's H100 GPT-5 behind ahead of lags leads gap closing widening 10 times 60% $5"
    ' million by 2030 will could half twice than the and , . ; : " “ ” ( ) not Entity List banned exports'
    " to months years model compute chips it they we here said 3-5 from in on par with as much cost N - 2"
    " 2e24 1/20th between"
).split()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_words_of_the_trade_make_sound_claims(text: str) -> None:
    for claim in claims(text):
        assert text[claim.char_start : claim.char_end] == claim.sentence
        assert claim.checkable == (claim.unchecked_because is None)
        assert claim.value_low is None or claim.value_high is None or claim.value_low <= claim.value_high


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_complaint(text: str) -> None:
    extract(text, published=DAY)


def test_two_countries_named_as_often_are_told_apart_by_which_came_first():
    """The order of a set depends on the hash seed, and who "they" are measured against must not."""
    told = (
        "Labs in Japan, France, India, Canada, Brazil and Israel train AI models. "
        "Researchers there say that in AI they are two years behind."
    )
    script = f"from parity.claims.extract import extract; print(extract({told!r}))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("0", "1", "2", "3")
    ]
    assert len({run.stdout for run in runs}) == 1
    assert b"leader='France'" in runs[0].stdout

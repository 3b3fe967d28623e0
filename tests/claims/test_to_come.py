"""What is to come: forecasts, the dates they fall due, and what only looks like one."""

from datetime import date

import pytest

from parity.claims.dates import due
from parity.claims.extract import extract

DAY = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("It will ship in the second half of 2026.", "2026-07/2026-12"),
        ("It will ship in the third quarter of this year.", "2025-07/2025-09"),
        ("Volume is planned for Q2 2027.", "2027-04/2027-06"),
        ("Volume is planned for 2H26.", "2026-07/2026-12"),
        ("It wants parity by the end of 2028.", "2028-12-31"),
        ("Output is to rise in 2027 and 2028.", "2027/2028"),
        ("It will ship this summer.", "2025"),
        ("It will buy them over the next couple of years.", "2027"),
        ("It shipped in the second half of 2023.", None),
    ],
)
def test_parts_and_ends_of_years_are_due_dates(text: str, target: str | None):
    assert due(text, DAY) == target


@pytest.mark.parametrize(
    "text",
    [
        "Engineers say Huawei's Ascend 910C could outperform Nvidia's H20.",
        "To put it plainly, as I will explain, the United States is ahead of China in chips.",
    ],
)
def test_a_guess_at_what_stands_is_no_forecast(text: str):
    kinds = [claim.kind for claim in extract(text, published=DAY)]
    assert kinds
    assert "forecast" not in kinds


def test_two_clauses_bring_two_forecasts():
    text = "Nvidia will make 4 million GPUs in 2026, while Huawei will make 800,000 AI chips."
    found = [(one.actor_entity, one.value_low) for one in extract(text, published=DAY) if one.kind == "forecast"]
    assert found == [("NVIDIA", 4_000_000), ("Huawei", 800_000)]


def test_what_output_is_multiplied_to_is_the_value():
    (claim,) = extract("Cambricon plans to triple its output of AI chips to 400,000 units in 2026.", published=DAY)
    assert (claim.kind, claim.value_low, claim.target_date) == ("forecast", 400_000, "2026")


@pytest.mark.parametrize(
    "text",
    [
        "ASML has never shipped an EUV machine to China.",
        "The latest restrictions on Nvidia's H20 have hit Chinese cloud firms.",
        "Washington had TSMC cut off foundry services to Huawei.",
        "Chinese firms have ordered the previously restricted H20 from Nvidia.",
        "American entity lists made Chinese chip makers look for suppliers at home.",
    ],
)
def test_a_control_stated_in_passing_is_an_event(text: str):
    assert "event" in [claim.kind for claim in extract(text, published=DAY)]


def test_goods_that_a_firm_chose_not_to_sell_at_home_are_no_event():
    assert "event" not in [claim.kind for claim in extract("Cerebras never sold chips to Intel.", published=DAY)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("SMIC capacity estimate: 45,000 wafers per month in 2026.", [45_000]),
        ("Huawei can produce 800,000 Ascend 910C units in 2026.", [800_000]),
    ],
)
def test_an_amount_of_a_year_to_come_is_a_forecast(text: str, values: list[float]):
    found = [(one.value_low, one.target_date) for one in extract(text, published=DAY) if one.kind == "forecast"]
    assert found == [(value, "2026") for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "Huawei showed a new Ascend and said that this chip could rival the Nvidia A100.",
        "DeepSeek V3 might cost less, though it still trails Claude on most benchmarks.",
    ],
)
def test_what_might_be_in_one_clause_leaves_the_other_in_the_present(text: str):
    kinds = [claim.kind for claim in extract(text, published=DAY)]
    assert kinds
    assert "forecast" not in kinds


@pytest.mark.parametrize(
    ("text", "low", "high", "semantics"),
    [
        ("The new Qwen is projected to be 80 percent cheaper than GPT-5 by 2026.", 80, 80, "difference"),
        ("China will lead in AI soon.", 1, 1, "rank"),
        ("Korea aims to become one of the world's top three AI powers by 2030.", 1, 3, "rank"),
        ("SMIC plans to double its chip output in 2027.", 100, 100, "growth"),
        ("Intel's 2nm process is coming along, with mass production targeted for 2027.", 2, 2, "absolute"),
        ("American chips are 5x more powerful than Huawei's, widening to 15x by 2028.", 15, 15, "advantage"),
        ("xAI is aiming at 900,000 GPUs by the end of 2027.", 900_000, 900_000, "absolute"),
        ("Humain plans to deploy up to 500,000 of the company's AI accelerators by 2030.", None, 500_000, "absolute"),
    ],
)
def test_what_is_foretold_has_its_value(text: str, low: float | None, high: float, semantics: str):
    (claim,) = (one for one in extract(text, published=DAY) if one.kind == "forecast")
    assert (claim.value_low, claim.value_high, claim.value_semantics) == (low, high, semantics)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Chinese models trail American ones, with a minimum gap of three months and a maximum of 12.", 3, 12),
        ("China is decades behind in EUV lithography.", 20, None),
    ],
)
def test_lags_in_loose_words_have_their_bounds(text: str, low: float, high: float | None):
    (claim,) = (one for one in extract(text, published=DAY) if one.kind == "time_lag")
    assert (claim.value_low, claim.value_high) == (low, high)


def test_what_somebody_would_spend_over_years_is_a_forecast():
    (claim,) = extract("Alibaba said it would invest at least 380 billion yuan in AI over the next three years.")
    assert (claim.kind, claim.value_low, claim.unit_raw) == ("forecast", 3.8e11, "CNY")


@pytest.mark.parametrize(
    ("text", "low", "semantics"),
    [
        ("China will likely match American AI models by 2027.", 1, "advantage"),
        ("Chinese chipmakers are seeking to triple their output of AI chips in 2026.", 200, "growth"),
        ("Huawei aims to triple its AI chip production in 2026 to half a million units.", 500_000, "absolute"),
        ("The US is projected to hold about a 17-fold advantage over China in AI chips by 2027.", 17, "advantage"),
    ],
)
def test_parity_and_multiples_to_come_have_their_value(text: str, low: float, semantics: str):
    (claim,) = (one for one in extract(text, published=DAY) if one.kind == "forecast")
    assert (claim.value_low, claim.value_semantics) == (low, semantics)


@pytest.mark.parametrize(
    "text", ["China is only three-to-six months behind the US in AI.", "In AI, China remains ~3-6mo behind the US."]
)
def test_a_lag_is_read_in_short_forms(text: str):
    (claim,) = extract(text, published=DAY)
    assert (claim.value_low, claim.value_high, claim.unit) == (3, 6, "months")

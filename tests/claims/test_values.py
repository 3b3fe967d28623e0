"""Scores side by side, price lists, levels and shares in lists; each expectation was worked out by hand."""

import pytest

from parity.claims.claim import Claim
from parity.claims.extract import claim_of, extract, readings
from parity.claims.trained.linear import Linear


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


def test_two_lists_of_prices_are_compared_price_by_price() -> None:
    told = "DeepSeek V3 costs $0.2 in and $0.5 out, compared with $2 in and $10 out for Claude Opus 4."
    assert values(told, "ratio_gap") == [(10, 10), (5, 5)]


def test_subsidies_side_by_side_are_no_prices() -> None:
    assert not values("The Chips Act gave Intel $7 billion and TSMC $6 billion for fabs.", "ratio_gap")


def test_what_is_compared_may_stand_first() -> None:
    (claim,) = (
        one
        for one in read("Compared to the H100, the H20 has a 40% reduction in performance.")
        if one.kind == "ratio_gap"
    )
    assert (claim.leader_entity, claim.follower_entity, claim.value_low) == ("NVIDIA H100", "NVIDIA H20", 40)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Chinese models are within 2-4 points of GPT-5 on the benchmark.", 2, 4),
        ("The gap between American and Chinese models turned out to be just 3%.", 3, 3),
        ("The best American model is ahead of the best Chinese model by just 3%.", 3, 3),
        ("DeepSeek V3 matches Claude Opus 4 at 30x cheaper pricing.", 30, 30),
    ],
)
def test_a_gap_has_its_value(text: str, low: float, high: float) -> None:
    assert (low, high) in values(text, "ratio_gap")


def test_a_lower_price_leads() -> None:
    (claim,) = (
        one for one in read("Kimi K2 runs at 5x lower output cost than Claude Opus 4.") if one.kind == "ratio_gap"
    )
    assert (claim.metric, claim.leader_entity) == ("cost", "Moonshot Kimi K2")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("GPT-4 class models need thousands of GPUs.", "ratio_gap"),
        ("China is trying to draw lines 5nm wide with light of a wavelength of 193nm.", "level"),
    ],
)
def test_nothing_is_measured(text: str, kind: str) -> None:
    assert not values(text, kind)


@pytest.mark.parametrize(
    ("text", "who", "low"),
    [
        ("Germany has 900 megawatts of data centers, compared to Japan's 700 megawatts.", "Japan", 700),
        ("France hosts 300 data centers, compared with roughly 500 in Germany and 80 in Japan.", "Germany", 500),
        ("Huawei bought three million AI chips from TSMC.", "China", 3e6),
        ("xAI runs a cluster of 100,000+ GPUs.", "United States", 1e5),
    ],
)
def test_a_level_is_its_owners(text: str, who: str, low: float) -> None:
    assert any((claim.actor, claim.value_low) == (who, low) for claim in read(text) if claim.kind == "level")


def test_shares_in_a_list_and_down_to_nothing() -> None:
    assert len(values("World computing capacity: US 60%, China 20%, Europe 10%", "share")) == 3
    assert values("Nvidia's share of China's AI chip market has fallen to near zero.", "share") == [(0, 0)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Chinese cloud firms' capital spending rose 30% to $50 billion.", "level", [(30, 30), (5e10, 5e10)]),
        ("The Ascend 910C gives 700 TFLOPS, compared with 2,800 for Nvidia's B200.", "ratio_gap", [(25, 25)]),
        ("The Ascend cluster has nearly double Nvidia's throughput.", "ratio_gap", [(2, 2)]),
        ("Grok 3 used ten times the compute of Grok 2.", "ratio_gap", []),
        ("China's share of AI researchers rose to 40% between 2019 and 2022.", "level", []),
    ],
)
def test_numbers_beside_others(text: str, kind: str, found: list[tuple[float, float]]) -> None:
    assert values(text, kind) == found


def test_spent_on_training_is_a_cost_on_both_sides() -> None:
    told = "OpenAI spent more than $90 million training GPT-4, whereas DeepSeek spent less than $7 million."
    assert [claim.metric for claim in read(told) if claim.kind == "level"] == ["cost", "cost"]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("The US had 70% of computing power, China 16%, and the EU 5%.", "share", [(70, 70), (16, 16), (5, 5)]),
        ("Nvidia's chips are four times as powerful as Huawei's.", "ratio_gap", [(4, 4)]),
        ("American labs released 44 notable models last year, China 25.", "level", [(44, 44), (25, 25)]),
        ("DeepSeek's model was trained for $6 million, about 20 times less than GPT-4.", "ratio_gap", [(20, 20)]),
        ("CXMT's output reached 190,000 wafers per month, about 55% of Micron's.", "ratio_gap", [(55, 55)]),
        ("Yields at SMIC remain between 35% and 45%.", "level", [(35, 45)]),
        ("Training GPT-5 took 4e26 FLOP, versus 3e24 for DeepSeek V3.", "level", [(4e26, 4e26), (3e24, 3e24)]),
        ("The Kirin 9030 scores 1,500 in Geekbench, half of the Snapdragon 8 Elite's 3,000.", "ratio_gap", [(50, 50)]),
    ],
)
def test_amounts_in_pairs_and_rows(text: str, kind: str, found: list[tuple[float, float]]) -> None:
    assert values(text, kind) == found


@pytest.mark.parametrize(
    "text",
    [
        "China would have twice as much computing power as it has now.",
        "DeepSeek V4 is out.  It needs only 10% of the memory of DeepSeek V3.",
    ],
)
def test_nobody_is_compared_with_itself(text: str) -> None:
    assert not values(text, "ratio_gap")


def test_what_a_chip_is_made_with_is_no_level_of_its_makers() -> None:
    assert not values("Huawei's Ascend 920 is manufactured using a 7nm process.", "level")


@pytest.mark.parametrize(
    "text",
    [
        "Chinese labs make AI models.  Scarcity of chips was a spur.",
        "CXMT's memory chip output is falling short of its target.",
    ],
)
def test_a_want_that_is_nobodys_or_of_an_aim_is_no_level(text: str) -> None:
    assert not values(text, "level")


@pytest.mark.parametrize(
    ("text", "metric", "growth"),
    [
        ("CXMT has doubled its DRAM output in China.", "chip_production", 100.0),
        ("Samsung's foundry market share has halved since 2019.", "market_share", -50.0),
        ("Intel tripled its 3nm capacity.", "chip_production", 200.0),
    ],
)
def test_growth_told_by_a_verb(text: str, metric: str, growth: float) -> None:
    found = [one for one in read(text) if one.value_semantics == "growth"]
    assert [(one.kind, one.metric, one.value_low, one.unit) for one in found] == [("level", metric, growth, "percent")]


def test_every_place_a_sentence_gives_is_told() -> None:
    text = "In AI patents, Taiwan ranked ninth worldwide while Germany ranked sixth."
    found = read(text)
    assert [(one.kind, one.actor, one.value_low) for one in found] == [
        ("ranking", "Taiwan", 9.0),
        ("ranking", "Germany", 6.0),
    ]


def test_a_growth_of_the_gap_is_no_level() -> None:
    found = read("The gap between American and Chinese models has halved.")
    assert [one.kind for one in found] == ["trend_closing"]


@pytest.mark.parametrize(
    "text",
    [
        "The new Qwen model is as competent as GPT-5, according to its makers.",
        "Kimi K2 is trading blows with GPT-5 on most coding benchmarks.",
        "There is no meaningful gap between DeepSeek V4 and GPT-5 on everyday tasks.",
        "On coding, the difference between Chinese and American models is within the margin of error.",
        "Qwen 3 competes with the best closed models.",
        "DeepSeek V4 is a genuine competitor to GPT-5.",
    ],
)
def test_stated_parity_is_a_ratio_of_one(text: str) -> None:
    assert [(claim.kind, claim.value_low) for claim in read(text)] == [("ratio_gap", 1.0)]


def test_who_merely_competes_is_no_equal() -> None:
    assert not read("China competes with the United States in AI.")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("DeepSeek took eight months to match OpenAI's o1.", 8),
        ("It took Chinese labs about five months to catch up with GPT-4o.", 5),
    ],
)
def test_the_time_it_took_to_match_is_a_lag(text: str, months: float) -> None:
    (claim,) = read(text)
    assert (claim.kind, claim.value_low, claim.leader, claim.follower) == ("time_lag", months, "United States", "China")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Nvidia has dominated the AI chip market for years, while Huawei is catching up.", "United States"),
        ("GPT-5 reads the longest texts, surpassing the skills of all other AI tools.", "United States"),
        ("Kimi K2 became the first open model to surpass 70% on the benchmark.", "China"),
    ],
)
def test_who_is_ahead_of_all_is_first(text: str, actor: str) -> None:
    assert [(claim.actor, claim.value_low) for claim in read(text) if claim.kind == "ranking"] == [(actor, 1.0)]


@pytest.mark.parametrize(
    ("text", "leader", "low", "high"),
    [
        ("On the coding benchmark, Kimi K2 hits 71.2% against GPT-5's 68.9%.", "Moonshot Kimi K2", 2.3, 2.3),
        ("GPU score: Exynos 2500: 18,100 vs Snapdragon: 21,300.", "Qualcomm Snapdragon", 3200, 3200),
        ("GPU: Exynos 2500: 18,000 vs Snapdragon: 21,600 (20% more).", "Qualcomm Snapdragon", 20, 20),
        ("Kimi K2 beats all earlier open models by a margin of 15 absolute points.", "Moonshot Kimi K2", 15, 15),
        ("ERNIE leads the leaderboard with 0.5 points over Zhipu's GLM-4.", "Baidu ERNIE", 0.5, 0.5),
        ("In comparison with the Snapdragon 8, the Kirin 9020 uses 40% extra energy.", "Huawei Kirin 9020", 40, 40),
        ("DeepSeek offers its model at a 60% discount to GPT-5.", "DeepSeek", 60, 60),
        ("SMIC sells its chips at a 30-40% premium over TSMC's.", "TSMC", 30, 40),
        ("CXMT sells chips at about $2, half the market price asked by Samsung.", "CXMT", 50, 50),
        ("SMIC's yields are less than a quarter of those reached by TSMC.", "TSMC", None, 25),
        ("DeepSeek cut inference costs to a fifth of OpenAI's.", "DeepSeek", 20, 20),
        ("The US now has a 5 x advantage over China in compute.", None, 5, 5),
        ("Chinese model capability now stands at ~90% of US levels.", None, 90, 90),
        ("The cluster from Huawei draws 500 kilowatts, versus 125 for Nvidia's.", "NVIDIA", 25, 25),
        ("For a heavy workload, that is $200 on Mistral versus $1,000 on GPT-5.", "Mistral", 20, 20),
        ("Huawei's rack delivers 250 PFLOPS, more than Nvidia's NVL72 with 200 PFLOPS.", "Huawei", 80, 80),
    ],
)
def test_how_far_two_are_apart(text: str, leader: str | None, low: float | None, high: float) -> None:
    (claim,) = (one for one in read(text) if one.kind == "ratio_gap")
    assert (claim.leader_entity, claim.value_low, claim.value_high) == (leader, low, high)


@pytest.mark.parametrize(
    ("first", "second", "low"),
    [
        ("Kimi K2 beats GPT-5 on the coding benchmark.", "On the long test it is 70.5 against 60.", 10.5),
        ("Kimi K2 is cheaper than GPT-5.", "Even without a discount you are looking at 5 to 15 times less.", 5),
    ],
)
def test_two_that_were_compared_are_compared_on(first: str, second: str, low: float) -> None:
    claim = next(one for one in read(f"{first} {second}") if one.sentence == second)
    assert (claim.kind, claim.value_low, claim.follower_entity) == ("ratio_gap", low, "OpenAI GPT-5")


def test_so_many_times_anothers_sum_is_a_ratio_beside_two_levels() -> None:
    told = read("Private American AI investment hit $100 billion, nearly ten times China's $10.5 billion.")
    assert [(claim.kind, claim.value_low) for claim in told] == [("ratio_gap", 10), ("level", 1e11), ("level", 1.05e10)]


def test_a_share_before_a_comma_is_no_gap() -> None:
    told = "TSMC's market share rose to 56.3%, widening the gap with Samsung from 43.2 points to 44.4 points."
    assert values(told, "ratio_gap") == [(43.2, 43.2), (44.4, 44.4)]


def test_shares_against_each_other_are_no_scores() -> None:
    assert not values("Kimi K2 hits a market share of 30% against 20% for GPT-5.", "ratio_gap")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China overtook the US in model downloads last year (18.2% vs 16.1%).", [(18.2, 18.2), (16.1, 16.1)]),
        ("Closed models still dominate with 75% of token usage and 90% of revenue.", [(75, 75), (90, 90)]),
        ("China trains many top AI researchers, rising from 25% in 2018 to 40% in 2021.", [(25, 25), (40, 40)]),
        ("Chinese open models rose from under 3% of tokens to more than 40% of traffic.", [(None, 3), (40, None)]),
        ("Europe holds only 5% of global AI compute (vs. US at 68%).", [(5, 5), (68, 68)]),
        ("Open models' share of tokens grew from negligible to roughly a quarter by late 2025.", [(25, 25)]),
        ("China's self-sufficiency in chips rose from 15% (2023) to 25% (2025).", [(15, 15), (25, 25)]),
        ("Chinese firms used 3 million chips for AI in 2025; ~40% were domestically made.", [(40, 40)]),
        ("Spending by China on AI chips grew by 40% in 2025.", []),
    ],
)
def test_every_share_is_read(text: str, expected: list[tuple[float | None, float | None]]) -> None:
    assert values(text, "share") == expected


def test_shares_in_brackets_are_the_subjects_first() -> None:
    told = read("China overtook the US in model downloads last year (18.2% vs 16.1%).")
    assert [claim.actor for claim in told if claim.kind == "share"] == ["China", "United States"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Japan (4.1 thousand) and Germany (2.9 thousand) follow in AI patents.",
            [("Japan", 4100), ("Germany", 2900)],
        ),
        (
            "The UAE and Egypt released three and two AI models, respectively.",
            [("United Arab Emirates", 3), ("Egypt", 2)],
        ),
        ("Huawei's AI budget was curtailed by 30 percent.", [("China", -30)]),
        ("China Unicom has deployed 15,000 of Alibaba's AI cards.", [("China", 15000)]),
    ],
)
def test_every_amount_goes_to_its_own_party(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(claim.actor, claim.value_low) for claim in read(text) if claim.kind == "level"] == expected


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("DeepSeek V4 hasn't matched the reliability of GPT-5 on long tasks.", "OpenAI GPT-5"),
        ("Kimi K2 cannot yet match Claude Opus 4 on coding.", "Anthropic Claude Opus 4"),
        ("DeepSeek V4 does well on coding, nearly matching GPT-5.", "OpenAI GPT-5"),
    ],
)
def test_parity_that_is_denied_or_nearly_reached_is_an_order(text: str, leader: str) -> None:
    (claim,) = (one for one in read(text) if one.kind in ("ranking", "ratio_gap"))
    assert (claim.kind, claim.leader_entity, claim.negated) == ("ranking", leader, False)


@pytest.mark.parametrize(
    "text",
    [
        "In the hope of rivalling ASML, SMEE is developing lithography machines.",
        "SMIC is working hard to match TSMC's chips.",
        "Huawei sells chips as well as the Pangu models, like Google.",
        "Puzzles that cannot be pattern-matched by DeepSeek V4 or GPT-5 are left out.",
    ],
)
def test_what_only_sounds_like_parity_is_none(text: str) -> None:
    assert (1.0, 1.0) not in values(text, "ratio_gap")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("DeepSeek's model was trained for $5 million, compared with $100 million for GPT-4.", 5),
        ("The gap between the top American and Chinese models fell to 2.7 percent in May.", 2.7),
    ],
)
def test_bills_and_gaps_that_fell_have_their_value(text: str, low: float) -> None:
    assert [claim.value_low for claim in read(text) if claim.kind in ("ratio_gap", "level")] == [low]


def test_an_amount_beside_a_name_is_that_partys() -> None:
    told = extract("Huawei is thought to have made 200,000 AI chips, against 3 million chips for Nvidia.")
    assert [(claim.actor_entity, claim.value_low) for claim in told] == [("Huawei", 200_000), ("NVIDIA", 3_000_000)]


def test_a_sum_of_weights_does_not_depend_on_their_order() -> None:
    """0.1 + 0.2 + 0.3 is another float than 0.3 + 0.2 + 0.1, and a threshold may lie between them."""
    model = Linear.of([("a", "yes", 0.1), ("b", "yes", 0.2), ("c", "yes", 0.3)])
    assert model.score("yes", "abc") == model.score("yes", "cba") == model.scores("bca")["yes"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The US has about 74 percent of global AI compute, China 14 percent and the EU less than 5 percent.",
            [("share", "United States", 74), ("share", "China", 14), ("share", "European Union", None)],
        ),
        (
            "Huawei produced around 200,000 AI chips in 2024, while Nvidia made more than 3 million.",
            [("level", "China", 200_000), ("level", "United States", 3_000_000)],
        ),
        (
            "DeepSeek is ranked seventh on LMArena, behind six American models.",
            [("ranking", "China", None), ("ranking", "China", 7)],
        ),
        ("Three of the world's five largest AI labs are in China.", [("ranking", "China", 1)]),
    ],
)
def test_a_row_of_amounts_goes_to_a_row_of_parties(text: str, expected: list[tuple[str, str, float | None]]) -> None:
    assert [(claim.kind, claim.actor, claim.value_low) for claim in extract(text)] == expected


@pytest.mark.parametrize(
    ("text", "leader", "low"),
    [
        ("The cost of running Qwen is one tenth that of GPT-5.", "Alibaba Qwen", 10),
        ("Qwen's 71.9 beat Llama's 65.2 on the test.", "Alibaba Qwen", 6.7),
    ],
)
def test_who_leads_by_the_figures(text: str, leader: str, low: float) -> None:
    (claim,) = (one for one in read(text) if one.kind == "ratio_gap")
    assert (claim.leader_entity, claim.value_low) == (leader, low)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Huawei has made a chip that is "70% as good as one of Nvidia\'s, the H100".', [("ratio_gap", 70)]),
        ("Huawei produces ~4% of Nvidia's aggregate AI computing power.", [("ratio_gap", 4)]),
        ("Samsung has lower yields (around 45%, compared to TSMC's reported 65%).", [("ratio_gap", 20)]),
        ("China is no longer just catching up in open AI models; it's leading.", [("ranking", 1)]),
    ],
)
def test_a_part_of_anothers_is_a_ratio_and_a_lead_is_no_catching_up(
    text: str, expected: list[tuple[str, float]]
) -> None:
    assert [(claim.kind, claim.value_low) for claim in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's AI compute lags that of the U.S. by a factor of roughly ten.", [(10, 10)]),
        (
            "The gap between open and closed models shrank from 15 percentage points to 0.5 points.",
            [(15, 15), (0.5, 0.5)],
        ),
        ("The gap between Claude Sonnet 5 and GLM-5 on the benchmark has narrowed to just 4.1 points.", [(4.1, 4.1)]),
        ("The H20 has a 41% cut in cores and a 28% decrease in AI performance compared to the H100.", [(28, 28)]),
        ("An order-of-magnitude gap in memory parts Huawei's chips from Nvidia's.", [(10, 10)]),
    ],
)
def test_gaps_have_all_their_values(text: str, expected: list[tuple[float, float]]) -> None:
    assert values(text, "ratio_gap") == expected


@pytest.mark.parametrize(
    ("text", "low"), [("TSMC makes >90% of the most advanced AI chips.", 90), ("SMIC's yield has pushed past 40%.", 40)]
)
def test_signs_and_verbs_leave_a_bound_open(text: str, low: float) -> None:
    (claim,) = (one for one in read(text) if one.value_semantics in ("absolute", "share_of_total"))
    assert (claim.value_low, claim.value_high) == (low, None)


def test_who_is_named_with_its_place_has_the_place_and_the_share() -> None:
    told = extract("The United States accounts for about 70% of total AI compute, with China in second place at 16%.")
    found = {(claim.kind, claim.actor, claim.value_low) for claim in told if claim.value_low is not None}
    assert found == {("share", "United States", 70), ("share", "China", 16), ("ranking", "China", 2)}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The yield of SK Hynix is 90%, while CXMT's yield is only 50%.", "ratio_gap", [40]),
        ("Funding for Chinese AI startups dropped nearly 40 percent in 2025.", "level", [-40]),
        ("China's output of AI papers grew from just 700 papers in 2000 to 24,000 in 2024.", "level", [700, 24_000]),
    ],
)
def test_yields_funding_and_growth_have_their_values(text: str, kind: str, expected: list[float]) -> None:
    assert [claim.value_low for claim in read(text) if claim.kind == kind] == expected

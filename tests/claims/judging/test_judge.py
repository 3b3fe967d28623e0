"""Verdicts on claims made by hand and on the article the project began with."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from parity.claims.claim import Claim
from parity.claims.judging import judge, judge_article
from parity.claims.judging.desk import Desk
from parity.claims.verdict import Article, Check, Verdict
from parity.errors import BadInput
from parity.store.facts import facts_of

PUBLISHED, TODAY = date(2024, 5, 28), date(2026, 11, 23)
WORLD_2023 = 403_897  # papers on AI in the shipped rows; China had 103,493
DESK = Desk(facts_of, draws=500, seed=0)


def verdict(**how: object) -> Verdict:
    base = {"sentence": "s", "char_start": 0, "char_end": 1, "leader": "United States", "follower": "China"}
    return judge(Claim(**{**base, **how}), published=PUBLISHED, on=TODAY, desk=DESK)  # type: ignore[arg-type]


def ratio(times: float, **how: object) -> Verdict:
    return verdict(
        kind="ratio_gap",
        metric="compute_stock",
        value_low=times,
        value_high=times,
        unit="x",
        value_semantics="advantage",
        norm_ratio_low=times,
        norm_ratio_high=times,
        **how,
    )


@pytest.mark.parametrize(
    ("times", "word"), [(7, "supported"), (10, "roughly right"), (30, "contradicted"), (2, "contradicted")]
)
def test_a_ratio_is_judged_by_how_far_it_is_off(times: float, word: str):
    assert ratio(times).verdict == word


def test_a_denied_claim_is_turned_round():
    assert ratio(30, negated=True).verdict == "supported"


def test_words_choose_the_counting_and_the_others_are_shown():
    found = ratio(10, leader_entity="US leaders")
    assert [one.id for one in found.countings if one.used] == ["hyperscalers"]
    assert len(found.countings) == 5
    medians = {one.id: one.median for one in found.countings}
    assert medians["hyperscalers"] < medians["all-owners"] < medians["no-diverted"]


def test_then_now_and_known_then_use_what_they_say():
    found = ratio(10)
    assert found.then and found.now and found.known_then
    assert (found.then.on, found.then.vintage) == (PUBLISHED, None)
    assert (found.now.on, found.now.vintage) == (TODAY, None)
    assert (found.known_then.on, found.known_then.vintage) == (PUBLISHED, PUBLISHED)
    assert [one.id for one in found.sources] == ["epoch_chips", "chip_purchases_2023"]
    assert found.now.median > found.then.median > found.known_then.median
    assert found.known_then.verdict == "unresolved"
    assert "not a stock" in found.known_then.text


def lag(low: float, high: float, unit: str = "years") -> Verdict:
    return verdict(
        kind="time_lag", metric="capability", value_low=low, value_high=high, unit=unit, value_semantics="lag"
    )


@pytest.mark.parametrize(
    ("low", "high", "word"), [(1, 3, "supported"), (5, 6, "contradicted"), (12, 14, "contradicted")]
)
def test_a_lag_in_years(low: float, high: float, word: str):
    assert lag(low, high).verdict == word


def test_a_lag_in_generations_is_no_fixed_time():
    found = lag(2, 2, "generations")
    assert found.verdict == "not checkable"
    assert "no fixed time" in found.because


def test_a_lower_bound_cannot_support_a_lag():
    """On the Arena table of 2024-05-20 the oldest model known already equals the best Chinese one."""
    known = lag(1, 3).known_then
    assert known and known.metric == "arena_rating"
    assert known.verdict == "unresolved"
    assert "at least" in known.text


def test_a_trend_is_held_against_the_slope():
    closing, widening = (verdict(kind=kind, metric="chip_performance") for kind in ("trend_closing", "trend_widening"))
    assert (closing.verdict, widening.verdict) == ("contradicted", "supported")
    assert closing.probability == pytest.approx(1 - widening.probability)


def test_a_firm_with_figures_of_its_own_is_compared_itself():
    found = verdict(
        kind="ranking", metric="chip_performance", leader_entity="NVIDIA", follower_entity="Huawei Ascend 910B"
    )
    assert found.then and "NVIDIA over Huawei" in found.then.text
    assert found.verdict == "supported"
    assert found.claim.resolution == "Huawei Ascend 910B is read as Huawei"


def test_unnamed_rivals_are_all_others():
    found = verdict(kind="trend_closing", metric="process_node", leader="International (unspecified)")
    assert found.claim.resolution and "all outside China" in found.claim.resolution


def test_a_region_known_by_one_country_says_so():
    found = ratio(10, follower="Asia")
    assert found.claim.resolution == "the evidence on Asia is China's alone"


def test_an_index_has_no_ratios_but_parity_can_be_held_against_it():
    base = {"kind": "ratio_gap", "metric": "capability", "unit": "x", "value_semantics": "advantage"}
    twice = verdict(**base, value_low=2, value_high=2, norm_ratio_low=2, norm_ratio_high=2)
    assert (twice.verdict, "no ratios" in twice.because) == ("not checkable", True)
    level = verdict(**base, value_low=1, value_high=1, norm_ratio_low=1, norm_ratio_high=1)
    assert level.then and "level means within 3" in level.then.text


def test_a_forecast_gets_a_probability_and_is_too_early():
    found = verdict(kind="forecast", metric="compute_stock", direction="closing", checkable=False)
    assert found.verdict == "too early"
    assert found.probability is not None and 0.02 < found.probability < 0.5
    assert "names no date; ten years" in found.because


def test_a_forecast_that_is_due_is_judged_by_what_happened():
    found = verdict(kind="forecast", metric="compute_stock", direction="closing", target_date="2025-12-31")
    assert found.then and found.then.verdict == "too early"
    assert found.now and found.now.verdict == "contradicted"


def test_a_share_is_of_the_world():
    found = verdict(
        kind="share",
        metric="publications",
        leader=None,
        follower=None,
        actor="China",
        value_low=40,
        value_high=40,
        unit="percent",
        value_semantics="share_of_total",
    )
    assert found.then and found.then.unit == "percent"
    assert found.then.median == pytest.approx(100 * 103_493 / WORLD_2023)


def test_a_level_in_dollars_is_held_against_investment():
    found = verdict(
        kind="level",
        metric="investment",
        leader=None,
        follower=None,
        actor="China",
        value_low=9.3e9,
        value_high=9.3e9,
        unit="USD",
        value_semantics="absolute",
    )
    assert found.verdict == "supported"


@pytest.mark.parametrize(
    ("name", "why"), [("talent", "no count of AI talent"), ("cost", "no other cost"), ("other", "no metric for")]
)
def test_what_parity_cannot_measure_has_its_reason(name: str, why: str):
    found = verdict(kind="ranking", metric=name)
    assert found.verdict == "not checkable"
    assert why in found.because


def event(firm: str, **how: object) -> Verdict:
    return verdict(kind="event", metric="export_control", follower_entity=firm, **how)


def test_listings_are_dated():
    found = event("SenseTime")
    assert found.verdict == "supported"
    assert found.then and "Entity List since 2019-10-09 (84 FR 54004)" in found.then.text
    early = judge(replace(found.claim), published=date(2019, 1, 1), on=TODAY, desk=DESK)
    assert (early.verdict, early.now and early.now.verdict) == ("contradicted", "supported")
    assert event("SenseTime", negated=True).verdict == "contradicted"


def test_an_event_about_a_party_without_listings_is_left_open():
    assert event("Acme Lithography").verdict == "not checkable"


def test_no_date_and_a_future_date_are_refused_and_no_claim_is_no_verdict():
    def run(text: str, day: date | None) -> Check:
        return judge_article(
            Article(text=text, title=None, date=day, source="a.txt"),
            facts_of,
            published=None,
            on=TODAY,
            draws=10,
            seed=0,
        )

    with pytest.raises(BadInput, match="--date YYYY-MM-DD"):
        run("China is two years behind the United States in AI.", None)
    with pytest.raises(BadInput, match="lies after"):
        run("China is two years behind the United States in AI.", date(2027, 1, 1))
    assert run("The weather was fine and the soup was warm.", PUBLISHED).verdicts == ()


@pytest.fixture(scope="module")
def sensetime(shared: Path) -> Check:
    text = (shared / "articles" / "000_d5406c92878d47b6.txt").read_text("utf-8")
    return judge_article(
        Article(text=text, title=None, date=PUBLISHED, source="-"),
        facts_of,
        published=None,
        on=TODAY,
        draws=2000,
        seed=0,
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("words", "kind", "metric", "word"),
    [
        ("10 times gap", "ratio_gap", "compute_stock", "roughly right"),
        ("1-3 years", "time_lag", "capability", "supported"),
        ("artificial intelligence chipmakers", "trend_closing", "chip_performance", "contradicted"),
        ("domestic chip manufacturing", "trend_closing", "chip_production", "unresolved"),
        ("compute won't be a gap", "forecast", "compute_stock", "too early"),
        ("won't be permanent", "forecast", "compute_stock", "too early"),
        ("sanctioned", "event", "export_control", "supported"),
        ("blacklisted", "event", "export_control", "supported"),
        ("never lack talent", "level", "talent", "not checkable"),
    ],
)
def test_the_article_claim_by_claim(sensetime: Check, words: str, kind: str, metric: str, word: str):
    found = [one for one in sensetime.verdicts if words in one.claim.sentence and one.claim.kind == kind]
    assert [(one.claim.metric, one.verdict) for one in found] == [(metric, word)]
    (one,) = found
    text = sensetime.article.text
    assert text[one.claim.char_start : one.claim.char_end] == one.claim.sentence
    assert (one.probability is None) == (word == "not checkable")


@pytest.mark.shared
def test_the_tenfold_claims_actors_are_resolved_and_shown(sensetime: Check):
    (one,) = [one for one in sensetime.verdicts if one.claim.kind == "ratio_gap"]
    assert (one.claim.leader, one.claim.follower, one.claim.value_low) == ("United States", "Asia", 10)
    assert one.claim.resolution and "Asia" in one.claim.resolution and "US" in one.claim.resolution
    assert one.then and one.then.median == pytest.approx(5.4, abs=0.5)

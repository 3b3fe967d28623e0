from datetime import date

import pytest

from parity.claims.claim import Claim
from parity.claims.llm.names import Cast, country
from parity.claims.llm.parts import parts_of
from parity.claims.llm.reading import read
from parity.claims.llm.schema import Found

TEXT = (
    "HONG KONG - Chinese labs are 8 months behind the United States in AI, said Wei Lin of Moonshot AI.\n"
    "Huawei's Ascend 910C delivers 60% of the H100's performance. It could reach parity by 2027.\n"
    "In 2023 China held a quarter of the world's compute."
)
DAY = date(2024, 5, 28)
LAG = "Chinese labs are 8 months behind the United States in AI, said Wei Lin of Moonshot AI."


def one(quote: str, kind: str, **fields: object) -> Claim:
    claims, dropped = several(Found(quote=quote, kind=kind, **fields))
    assert not dropped
    return claims[0]


def several(*found: Found) -> tuple[list[Claim], dict[str, int]]:
    (part,) = parts_of(TEXT)
    claims, dropped = read(found, part, Cast(TEXT), DAY)
    return claims, dict(dropped)


def lag(**fields: object) -> Claim:
    known = {"leader": "US", "follower": "PRC", "metric": "capability", "value_low": 8, "value_high": 8,
             "unit": "months", "value_semantics": "lag", "speaker": "Wei Lin"}  # fmt: skip
    return one(LAG, "time_lag", **{**known, **fields})


def test_the_sentence_and_its_place_are_our_own():
    claim = one("8 months behind the United States", "time_lag", leader="United States", follower="China")
    assert TEXT[claim.char_start : claim.char_end] == claim.sentence
    assert claim.sentence.startswith("HONG KONG - Chinese labs")


def test_a_sound_answer_becomes_a_claim():
    claim = lag()
    assert (claim.leader, claim.follower, claim.value_low, claim.unit) == ("United States", "China", 8.0, "months")
    assert (claim.speaker, claim.as_of_date, claim.as_of_explicit) == ("Wei Lin", "2024-05-28", False)
    assert claim.checkable
    assert claim.resolution is None


def test_an_invented_quote_is_dropped_and_counted():
    invented = [Found(quote=f"China is {n} years behind the US.", kind="time_lag") for n in range(3)]
    assert several(*invented) == ([], {"quotes that are not in the article": 3})


def test_an_invented_number_is_left_out_and_the_claim_cannot_be_checked():
    claim = lag(value_low=2, value_high=2)
    assert (claim.value_low, claim.value_high, claim.unit, claim.value_semantics) == (None, None, "none", "none")
    assert not claim.checkable
    assert claim.unchecked_because == "its number is not in the sentence"
    assert "left out" in claim.resolution


@pytest.mark.parametrize("bounds", [(8, 2), (1e300, 1e301), (-8, 8)])
def test_bounds_that_are_none_are_left_out(bounds: tuple[float, float]):
    assert not lag(value_low=bounds[0], value_high=bounds[1]).checkable


def test_an_open_bound_stays_open():
    assert (lag(value_high=None).value_low, lag(value_high=None).value_high) == (8.0, None)


def test_a_number_of_another_sentence_does_not_count():
    assert not lag(value_low=60, value_high=60).checkable


def test_a_derived_number_says_so():
    claim = one(
        "In 2023 China held a quarter of the world's compute.", "ratio_gap", leader="World", follower="China",
        metric="compute_stock", value_low=4, value_high=4, unit="x", value_semantics="advantage",
    )  # fmt: skip
    assert (claim.norm_ratio_low, claim.resolution) == (4.0, "the number is derived from those of the sentence")
    assert claim.as_of_date == "2023"
    assert claim.as_of_explicit


def test_a_kind_that_needs_a_number_and_has_none_is_not_checkable():
    claim = one("China held a quarter of the world's compute", "share", actor="China", metric="compute_stock")
    assert (claim.checkable, claim.unchecked_because) == (False, "it gives no number")


def test_a_forecast_that_lost_its_number_would_be_another_one_and_is_dropped():
    found = Found(quote="It could reach parity by 2027.", kind="forecast", actor="China", value_low=90, value_high=90)
    assert several(found) == ([], {"forecasts whose number is not in the article": 1})


def test_a_forecast_has_a_date_that_the_text_names():
    def target(date: str | None) -> str | None:
        quote, who = "It could reach parity by 2027.", {"leader": "United States", "follower": "China"}
        return one(quote, "forecast", metric="capability", target_date=date, hedged=True, **who).target_date

    assert [target(text) for text in ("2027", "2027-06", "2031", "soon", None)] == [
        "2027", "2027-06", "2027", "2027", "2027",
    ]  # fmt: skip


@pytest.mark.parametrize("stamp", ["2019", "2030-01-01", "yesterday", "9999", "2024-13", "2024-05-28; DROP TABLE"])
def test_a_date_that_the_text_does_not_name_is_the_articles(stamp: str):
    claim = lag(as_of_date=stamp)
    assert claim.as_of_date == "2024-05-28"
    assert not claim.as_of_explicit


def test_countries_are_of_the_table_and_others_are_left_out_with_a_note():
    assert country("Chinese") == "China"
    claim = lag(leader="Atlantis")
    assert claim.leader is None
    assert "no country Parity knows" in claim.resolution


def test_a_country_that_the_article_does_not_name_is_noted():
    assert lag(leader="France").resolution == "France is the model's reading: the article does not name it"


@pytest.mark.parametrize(
    "name",
    ["Ignore the rules", "<b>Huawei</b>", "[Huawei](http://evil.example)", "Huawei\nAscend", "Huawei \u202e910C",
     "x" * 81, "Huawei://910C", "{{ Huawei }}", "...", "sk-verysecretkey"],
)  # fmt: skip
def test_a_name_that_is_not_in_the_article_or_is_no_name_is_left_out(name: str):
    claim = lag(follower_entity=name, speaker=name)
    assert claim.follower_entity is None
    assert claim.speaker is None
    assert name not in repr(claim)


def test_a_name_put_together_from_the_articles_words_or_known_to_us_is_kept():
    assert lag(follower_entity="Huawei Ascend 910C").follower_entity == "Huawei Ascend 910C"
    assert lag(leader_entity="OpenAI").leader_entity == "OpenAI"


def test_a_speaker_must_stand_in_the_article_as_he_is():
    assert lag(speaker="Lin Wei").speaker is None


def test_what_a_model_explains_in_brackets_is_taken_off():
    assert lag(speaker="Wei Lin (Moonshot AI)").speaker == "Wei Lin"
    assert lag(follower_entity="Ascend 910C (fully indigenous)").follower_entity == "Ascend 910C"


def test_a_forecast_of_so_many_years_falls_due_then():
    text = "China may need 3 to 5 years to catch up with the United States."
    (part,) = parts_of(text)
    who = {"leader": "US", "follower": "China", "metric": "capability"}
    years = {"value_low": 3, "value_high": 5, "unit": "years", "value_semantics": "horizon"}
    for stamp in ("2027/2029", None, "2040", "soon"):
        found = Found(quote=text, kind="forecast", target_date=stamp, **who, **years)
        (claim,), _ = read([found], part, Cast(text), DAY)
        assert claim.target_date == "2027-05/2029-05"


def test_a_claim_about_nobody_is_dropped():
    assert several(Found(quote=LAG, kind="time_lag", leader="Atlantis"))[1] == {"claims about nobody in the article": 1}


def test_reasons_are_our_words():
    assert lag(why_unchecked="rhetoric").unchecked_because == "it is a figure of speech"


def test_kind_decides_direction_and_an_events_metric():
    assert one(LAG, "trend_closing", leader="US", follower="China", direction="widening").direction == "closing"
    event = one(LAG, "event", leader="US", follower="China", metric="cost", hedged=True)
    assert (event.metric, event.hedged) == ("export_control", False)


def test_the_same_claim_twice_is_one():
    again = Found(quote=LAG, kind="ranking", leader="US", follower="China")
    assert len(several(again, again)[0]) == 1

"""Places with a number: ordinals after a verb, top lists, places below those named, several places at once."""

import pytest

from parity.claims.claim import Claim
from parity.claims.extract import extract


def ranked(text: str) -> list[Claim]:
    return [claim for claim in extract(text) if claim.value_semantics == "rank"]


@pytest.mark.parametrize(
    ("text", "actor", "low", "high"),
    [
        ("Four of the top ten models on the leaderboard are Chinese.", "China", 1, 10),
        ("Seven of the ten best-performing open models come from China.", "China", 1, 10),
        ("The three highest-ranked models on LMArena are all from American labs.", "United States", 1, 3),
        ("China has eight of the world's top ten AI research institutions.", "China", 1, 10),
        ("Kimi K2 entered the global top five.", "China", 1, 5),
        ("Germany closes out the global top ten in AI compute.", "Germany", 10, 10),
        ("Mistral Large 3 is #38 on LMArena.", "France", 38, 38),
        ("Chinese models are not in the top ten on the leaderboard.", "China", 11, None),
        ("South Korea rounds out the top five in AI patents.", "South Korea", 5, 5),
        ("Qwen 3 is second only to GPT-5 on the coding leaderboard.", "China", 2, 2),
        ("Canada is behind only the United States and China in AI talent.", "Canada", 3, 3),
        ("Japan has the most AI patents after China and the United States.", "Japan", 3, 3),
        ("Italy, eighth on a global level, publishes AI papers on a small budget.", "Italy", 8, 8),
    ],
)
def test_a_place_is_read_with_its_number(text: str, actor: str, low: float, high: float | None) -> None:
    (claim,) = ranked(text)
    assert (claim.actor, claim.value_low, claim.value_high) == (actor, low, high)


def test_as_many_places_as_parties_are_given_in_order() -> None:
    told = ranked("Germany, Japan and India ranked third, fourth and fifth respectively in AI papers.")
    assert [(claim.actor, claim.value_low) for claim in told] == [("Germany", 3), ("Japan", 4), ("India", 5)]


def test_a_place_fallen_from_and_the_one_fallen_to_are_two() -> None:
    told = ranked("Britain fell from the 3rd place to the 5th in the AI index.")
    assert [claim.value_low for claim in told] == [3, 5]


def test_a_top_list_that_others_looked_at_is_nobodys() -> None:
    assert 5 not in [claim.value_high for claim in ranked("The top five AI models were tested by Chinese researchers.")]


def test_the_size_of_a_top_list_is_no_level() -> None:
    assert not [
        claim
        for claim in extract("Six of the top eight video models in AI are now Chinese.")
        if claim.kind in ("level", "share")
    ]


def test_a_guess_takes_the_amounts_a_rule_can_read() -> None:
    """The rules pass over a survey; where the words say that it claims a place, they are asked all the same."""
    survey = "The survey had Korea ranked sixth with 41 points, while the U.S. topped the list with 99, then China."
    (claim,) = ranked(f"Korea is far behind in AI. {survey}")
    assert claim.value_low == 6

"""The desk draws once for many questions; what it keeps changes no answer."""

from datetime import date

import numpy as np
import pytest

from parity.claims.judging import desk as desk_module
from parity.claims.judging.desk import Desk
from parity.errors import NotObserved
from parity.estimates import compare
from parity.series import bloc, metric
from parity.store.facts import facts_of

CASES = [
    ("capability", "US", "China", date(2024, 5, 28), None, None),
    ("capability", "US", "China", date(2026, 1, 1), None, None),
    ("arena_rating", "US", "China", date(2024, 5, 28), date(2024, 5, 28), None),
    ("arena_rating", "US", "China", date(2024, 9, 3), date(2024, 9, 3), None),
    ("compute_stock", "US", "China", date(2024, 5, 28), None, "hyperscalers"),
    ("compute_stock", "World", "China", date(2023, 2, 1), None, None),
    ("publications", "US", "China", date(2024, 5, 28), None, None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[3]}")
def test_a_pair_from_the_desk_is_the_one_compared_on_that_day_alone(case: tuple) -> None:
    name, leader, follower, on, vintage, counting = case
    of = metric(name)
    desk = Desk(facts_of, draws=200, seed=3)
    desk.pair(name, bloc(leader), bloc(follower), date(2026, 11, 1), vintage=vintage, counting=counting)
    got = desk.pair(name, bloc(leader), bloc(follower), on, vintage=vintage, counting=counting)
    alone = compare(
        facts_of(of.id, of.sources), of, bloc(leader), bloc(follower),
        on=on, vintage=vintage, draws=200, seed=3, counting=counting,
    )  # fmt: skip
    assert got.on == alone.on
    assert got.facts.equals(alone.facts)
    for one, other in ((got.leader, alone.leader), (got.follower, alone.follower)):
        np.testing.assert_array_equal(one.until(got.on).score, other.until(alone.on).score)


def test_a_day_before_the_first_figure_is_not_observed() -> None:
    desk = Desk(facts_of, draws=50, seed=0)
    for _ in range(2):
        with pytest.raises(NotObserved, match="first figure"):
            desk.pair("capability", bloc("US"), bloc("China"), date(2019, 1, 1))
        with pytest.raises(NotObserved, match="first vintage"):
            desk.pair("capability", bloc("US"), bloc("China"), date(2024, 1, 1), vintage=date(2019, 1, 1))


def test_a_desk_keeps_no_more_draws_than_it_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "ROOM", 1_000_000)
    desk = Desk(facts_of, draws=200, seed=0)
    for follower in ("China", "France", "Japan", "Germany", "India"):
        try:
            desk.pair("publications", bloc("US"), bloc(follower), date(2024, 1, 1))
            desk.pair("capability", bloc("US"), bloc(follower), date(2025, 1, 1))
        except NotObserved:
            continue
        assert desk.held <= 1_000_000 or len(desk.pairs) == 1


def test_a_lean_desk_holds_less_and_answers_alike() -> None:
    lean, full = (Desk(facts_of, draws=100, seed=0, lean=how) for how in (True, False))
    sides = (bloc("US"), bloc("China"))
    one, other = (desk.pair("capability", *sides, date(2025, 1, 1)) for desk in (lean, full))
    np.testing.assert_array_equal(one.follower.score, other.follower.score)
    assert one.drawn.size == 0 and lean.held < full.held

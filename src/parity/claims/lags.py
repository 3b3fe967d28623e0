"""Time lags: so many months, years or generations behind or ahead, and machines like one of an earlier year."""

from collections.abc import Iterator
from datetime import date

from parity.claims.actors import Mention
from parity.claims.draft import Draft, party
from parity.claims.metrics import choose
from parity.claims.phrases import Hit
from parity.claims.quantities import DURATIONS, Quantity
from parity.claims.scene import Scene
from parity.claims.sides import counterpart, label, orient, pair_around, rivals, subject, target

REACH = 5  # words between an amount and what makes it a lag
LEADING_NOUNS = frozenset(("lead", "advantage", "edge", "head"))
LIKE = ("like", "equivalent", "matches", "matching", "comparable", "closer", "close", "similar", "akin", "resembles")


def lags(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Yield the lags a sentence states."""
    for amount in scene.amounts:
        if amount.kind in DURATIONS:
            draft = _stated(scene, amount) or _ago(scene, amount)
            if draft is not None:
                yield draft
        elif amount.kind == "year" and published is not None:
            draft = _year_of(scene, amount, published)
            if draft is not None:
                yield draft


def _stated(scene: Scene, amount: Quantity) -> Draft | None:
    words = scene.words.words
    after = words[amount.last : amount.last + 2]
    if after[:1] in (["ago"], ["earlier"], ["later"], ["old"]):
        return None
    ahead = scene.near("ahead", amount.first, amount.last, REACH)
    behind = scene.near("behind", amount.first, amount.last, REACH)
    noun = scene.near("gap", amount.first, amount.last, REACH)
    cue, leading = _cue(words, amount, ahead, behind, noun)
    if cue is None:
        return _answer(scene, amount)
    first, last = min(cue.first, amount.first), max(cue.last, amount.last)
    here, there, notes = pair_around(scene, first, last)
    if here is None and there is not None:
        here, how = counterpart(scene, there)
        notes.append(how)
        leader, follower = orient(here, there, None)
    elif here is None or there is None:
        return None
    elif noun is not None and cue is noun and words[noun.first] not in LEADING_NOUNS | {"lag"}:
        leader, follower = orient(here, there, None)
    elif (
        leading
        and words[cue.first] in LEADING_NOUNS
        and any(label(here) in note for note in notes)
        and there.first >= 0
    ):
        leader, follower = there, here  # "the two-year lead the US held"
    else:
        leader, follower = (here, there) if leading else (there, here)
    return _lag(scene, amount, amount.first, leader, follower, notes)


def _cue(
    words: list[str], amount: Quantity, ahead: Hit | None, behind: Hit | None, noun: Hit | None
) -> tuple[Hit | None, bool]:
    """Choose the cue that stands nearest; whether it says that the subject leads."""
    found = [
        (max(hit.first - amount.last, amount.first - hit.last), order, hit)
        for order, hit in enumerate((behind, ahead, noun))
        if hit
    ]
    if not found:
        return None, False
    _, order, hit = min(found, key=lambda item: item[:2])
    return hit, order == 1 or (order == 2 and words[hit.first] in LEADING_NOUNS)


def _answer(scene: Scene, amount: Quantity) -> Draft | None:
    """Read a bare span of time as the answer where the sentence before asked how far behind one is."""
    if not scene.story.asked or scene.story.pair is None or not scene.has("hedge") or scene.actors:
        return None
    leader, follower = scene.story.pair
    note = f"{label(follower)} behind {label(leader)}: the subject is that of the sentence before"
    draft = _lag(scene, amount, amount.first, leader, follower, [note])
    if draft is not None:
        draft.metric = scene.story.metric or draft.metric
    return draft


def _ago(scene: Scene, amount: Quantity) -> Draft | None:
    if scene.words.words[amount.last : amount.last + 1] != ["ago"] or not scene.said(*LIKE):
        return None
    here, how = subject(scene, amount.first)
    if here is None:
        return None
    there, also = target(scene, 0, but=here)
    other, implied = (
        (there, also)
        if there is not None
        else (party("International (unspecified)"), "machines of that year in general")
    )
    return _lag(scene, amount, amount.first, other, here, [note for note in (how, implied) if note])


def _year_of(scene: Scene, amount: Quantity, published: date) -> Draft | None:
    """Read "matches a machine from 2008": the lag is the year of the article less that one."""
    if amount.low is None or published.year - amount.low < 2:
        return None
    before = scene.words.words[max(0, amount.first - 14) : amount.first]
    linked = scene.words.words[amount.first - 1 : amount.first] in (["from"], ["around"], ["of"], ["in"], ["circa"])
    if not linked or not set(LIKE) & set(before):
        return None
    here, there, notes = pair_around(scene, amount.first - 6, amount.first - 6)
    between = [actor for actor in scene.before(amount.first) if here is not None and rivals(actor, here)]
    if here is None or there is None:
        return None
    years = published.year - amount.low
    derived = Quantity("years", years, years, "years", amount.first, amount.last)
    notes.append(f"{years:g} years derived: {published.year} less {amount.low:g}")
    return _lag(scene, derived, amount.first, between[0] if between else there, here, notes)


def _lag(scene: Scene, amount: Quantity, at: int, leader: Mention, follower: Mention, notes: list[str]) -> Draft | None:
    if not rivals(leader, follower):
        return None
    instant = amount.unit == "months" and amount.low == 0
    draft = Draft("time_lag", at, leader=leader, follower=follower, low=amount.low, high=amount.high, unit=amount.kind)
    draft.metric = choose(scene, at, (leader, follower))
    draft.semantics, draft.resolved = "lag", notes
    if (amount.low is None and amount.high is None) or instant:
        draft.unchecked = "it says how far behind without a number"
    return draft

"""Time lags: so many months, years or generations behind or ahead, and machines like one of an earlier year."""

from collections.abc import Iterator
from datetime import date

from parity.claims.actors import Mention
from parity.claims.draft import Draft, party
from parity.claims.metrics import NO_LAG, choose
from parity.claims.numbers import APPROXIMATELY
from parity.claims.parties import label, orient, rivals
from parity.claims.phrases import Hit
from parity.claims.quantity import DURATIONS, Quantity
from parity.claims.scene import Scene
from parity.claims.sides import counterpart, pair_around, subject, target

REACH = 5  # words between an amount and what makes it a lag
LEADING_NOUNS = frozenset(("lead", "advantage", "edge", "head"))
DELAYS = frozenset(("delay", "deficit", "distance", "difference", "lag"))
BOUNDING = frozenset("more less than under only just at least up now between some no from".split())
TOOK = ["took"]
TAKEN_REACH = 8  # words between "took" and the time
REACHING = frozenset("match catch reach equal replicate rival overtake surpass achieve reproduce".split())
LIKE = (
    "like",
    "equivalent",
    "matches",
    "matching",
    "comparable",
    "closer",
    "close",
    "similar",
    "akin",
    "resembles",
    "level",
)


def lags(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Yield the lags a sentence states."""
    earlier: Draft | None = None
    for amount in scene.amounts:
        if amount.kind in DURATIONS:
            if scene.words.words[max(0, amount.first - 1) : amount.last].count("light"):
                continue  # "light years ahead" is no time
            draft = _before_that(scene, amount, earlier) or _needed(scene, amount)
            draft = draft or _stated(scene, amount) or _ago(scene, amount)
            if draft is not None:
                earlier = draft
                yield draft
        elif amount.kind == "year" and published is not None:
            draft = _year_of(scene, amount, published)
            if draft is not None:
                yield draft


def _before_that(scene: Scene, amount: Quantity, earlier: Draft | None) -> Draft | None:
    """Read "..., down from a year and a half in 2023": the same two, at another time."""
    before = scene.words.words[max(0, amount.first - 3) : amount.first]
    if earlier is None or earlier.leader is None or earlier.follower is None or not {"from", "versus"} & set(before):
        return None
    draft = _lag(scene, amount, amount.first, earlier.leader, earlier.follower, list(earlier.resolved))
    if draft is not None:
        draft.metric = earlier.metric
    return draft


def _needed(scene: Scene, amount: Quantity) -> Draft | None:
    """Read "took eight months to match A", "it took B a year to catch up with A": B was that far behind."""
    words = scene.words.words
    doing = words[amount.last : amount.last + 2]
    taken = next(
        (at for at in range(amount.first - 1, amount.first - TAKEN_REACH, -1) if words[at : at + 1] == TOOK), None
    )
    if doing[:1] != ["to"] or taken is None or doing[1] not in REACHING:
        return None
    behind = [actor for actor in scene.actors if taken < actor.first < amount.first]
    here, how = (behind[0], None) if behind else subject(scene, taken)
    there, _ = target(scene, amount.last, but=here)
    if here is None or there is None:
        return None
    return _lag(scene, amount, amount.first, there, here, [how] if how else [])


def _stated(scene: Scene, amount: Quantity) -> Draft | None:
    words = scene.words.words
    after = words[amount.last : amount.last + 2]
    if after[:1] in (["ago"], ["earlier"], ["later"]) or (after[:1] == ["old"] and amount.kind != "generations"):
        return None
    if after[:1] == ["old"]:
        here, there, notes = pair_around(scene, amount.first, amount.last)
        return _lag(scene, amount, amount.first, there, here, notes) if here is not None and there is not None else None
    if words[max(0, amount.first - 2) : amount.first][-1:] == ["within"] and words[amount.last : amount.last + 1] == [
        "of"
    ]:
        there, _ = target(scene, amount.last)
        here, how = subject(scene, amount.first, but=there)
        if here is None or there is None or there.first - amount.last > 4:
            return None
        low = amount.low if amount.low != amount.high else None
        most = Quantity(amount.kind, low or amount.high, amount.high, amount.unit, amount.first, amount.last)
        return _lag(scene, most, amount.first, there, here, [how] if how else [])
    ahead = scene.near("ahead", amount.first, amount.last, REACH)
    behind = scene.near("behind", amount.first, amount.last, REACH)
    noun = scene.near("gap", amount.first, amount.last, REACH)
    if ahead is None and behind is None and noun is None:
        ahead, behind, noun = _linked(scene, amount)
    cue, leading = _cue(words, amount, ahead, behind, noun)
    if cue is not None and leading and words[cue.last - 1].endswith(("ed", "ing", "ook")) and _lasting(words, amount):
        return None  # "within three months others had surpassed it"
    if cue is None:
        return _answer(scene, amount)
    first, last = min(cue.first, amount.first), max(cue.last, amount.last)
    here, there, notes = pair_around(scene, first, last)
    unnamed = all(actor.kind in ("government", "place", "machine") for actor in scene.actors)
    if unnamed and scene.story.pair is not None and (cue is noun or words[cue.first] in DELAYS):
        notes = ["both parties carried over from an earlier sentence"]
        return _lag(scene, amount, amount.first, *scene.story.pair, notes)
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


def _lasting(words: list[str], amount: Quantity) -> bool:
    """Whether a span says when or for how long: "within three months", "for the last nine months"."""
    place = amount.first - 1
    while place > 0 and (words[place] in BOUNDING or words[place] in ("the", "last", "past", "like", "about")):
        place -= 1
    return words[place] in ("within", "for", "after", "in", "over", "during")


def _linked(scene: Scene, amount: Quantity) -> tuple[Hit | None, Hit | None, Hit | None]:
    """Find what a span further off measures: "lag the best systems by ...", "the gap ... is now down to ..."."""
    low, _ = scene.clause(amount.first)
    place = amount.first - 1
    words = scene.words.words
    while place > low and (words[place] in APPROXIMATELY or words[place] in BOUNDING):
        if words[place] == "at" and words[place + 1] != "least":
            break  # "has been stable at about three months"
        place -= 1
    found: list[Hit | None] = []
    for tag in ("ahead", "behind", "gap"):
        allowed = ("to", "at", "is", "of", "was") if tag == "gap" else ("by",)
        able = scene.words.words[place] in allowed
        found.append(next((hit for hit in scene.cues.get(tag, ()) if low <= hit.first < place), None) if able else None)
    return found[0], found[1], found[2]


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
    likened = [hit.first for tag in ("parity", "nearly") for hit in scene.cues.get(tag, ()) if hit.first < amount.first]
    like = set(LIKE) & set(scene.words.words[: amount.first]) or likened
    if scene.words.words[amount.last : amount.last + 1] not in (["ago"], ["earlier"]) or not like:
        return None
    here, how = subject(scene, min(likened, default=amount.first))
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
    draft.metric = choose(scene, at, (leader, follower), but=NO_LAG)
    draft.semantics, draft.resolved = "lag", notes
    if (amount.low is None and amount.high is None) or instant:
        draft.unchecked = "it says how far behind without a number"
    return draft

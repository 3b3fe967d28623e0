"""Orders told by a comparative or by a gap that stands: "fewer chips than", "have far more compute"."""

from collections.abc import Iterator

from parity.claims.actors import Mention
from parity.claims.draft import Draft, party
from parity.claims.metrics import choose
from parity.claims.parties import UNSPECIFIED, orient, rivals, together
from parity.claims.phrases import Hit
from parity.claims.roles import PRONOUNS
from parity.claims.scene import REMEMBERED, Scene
from parity.claims.sides import between, counterpart, domestic, pair_around, speaks_of_two, subject

DOWN = frozenset("slower weaker poorer older smaller lower fewer worse shallower thinner shorter later".split())
NO_COMPARATIVES = frozenset(
    "other rather another whether further however never under after either neither together over consumer computer"
    " developer maker supplier number chipmaker toolmaker server founder user customer leader power paper order"
    " center transformer supercomputer accelerator wafer foundry provider manufacturer researcher engineer".split()
)
EXPECTING = frozenset(
    "expected anticipated predicted thought believed realize realized realise planned assumed imagined before ever"
    " usual last previous".split()
)
GAPS = frozenset("gap gaps disparity gulf chasm divide distance difference differences imbalance".split())
SIZED = frozenset(
    "large huge wide enormous massive substantial vast considerable stark significant notable big yawning slim small"
    " narrow tiny real persistent clear sizeable sizable marked meaningful immense thin minimal negligible glaring"
    " remains remain persists persist exists exist".split()
)
STRIVING = frozenset("struggle struggles struggled struggling fails failed fail unable trying tries yet".split())
MEASURING = frozenset("measure measures measured measuring assess assessed gauge quantify estimate".split())
OWNING = frozenset("has have had possess possesses with offer offers enjoys enjoy get gets".split())
HEIGHTENED = frozenset(
    "far much a bit little lot way significantly considerably substantially vastly slightly even".split()
)
OTHERS = frozenset("others rivals competitors peers theirs".split())
SIZES = frozenset("bigger larger greater higher smaller lower fewer better stronger deeper richer weaker".split())


def contrasts(scene: Scene) -> Iterator[Draft]:
    """Yield the orders a sentence tells so."""
    if "than" in scene.words.known or "compared" in scene.words.known:
        for hit in _comparatives(scene):
            draft = _than(scene, hit)
            if draft is not None:
                yield draft
                return
    for draft in (_standing_gap(scene), _has_more(scene)):
        if draft is not None:
            yield draft
            return


def _comparatives(scene: Scene) -> list[Hit]:
    """Find "less compute", "slower and more verbose": what a "than" may follow, and which way it goes."""
    words = scene.words.words
    found = [hit for tag in ("up", "down") for hit in scene.cues.get(tag, ())]
    for place, word in enumerate(words):
        if word.endswith("er") and len(word) > 4 and word not in NO_COMPARATIVES and place < len(words) - 1:
            found.append(Hit("down" if word in DOWN else "up", "1", place, place + 1))
    return sorted(found, key=lambda hit: (hit.first, hit.tag))


def expecting(scene: Scene, index: int) -> bool:
    """Whether a comparison is with what was expected, not with another: "faster than most analysts thought".

    >>> from parity.claims.extract import extract
    >>> extract("China's chips improved faster than most American analysts expected.")
    ()
    """
    words = scene.words.words
    if "than" not in words[index - 1 : index + 5]:
        return False
    than = words.index("than", index - 1)
    return not EXPECTING.isdisjoint(words[than + 1 : than + 7])


def _than(scene: Scene, hit: Hit) -> Draft | None:
    """Read "far less compute than their American rivals", "better data than we do"."""
    words = scene.words.words
    reach = words[hit.last : hit.last + 6]
    if "than" in reach:
        than = hit.last + reach.index("than")
    elif "compared" in reach and words[hit.last + reach.index("compared") + 1 :][:1] in (["to"], ["with"]):
        than = hit.last + reach.index("compared") + 1
    else:
        return None
    if not EXPECTING.isdisjoint(words[than + 1 : than + 7]):
        return None  # than its own of before
    there = next((actor for actor in scene.after(than) if actor.first - than <= 5 and actor.country != "World"), None)
    if there is not None and there.kind == "rest" and words[there.first] in ("any", "every", "all"):
        return None  # "more than any other country": a rank
    note: str | None = None
    if there is None and words[than + 1 : than + 2] in (["we"], ["us"], ["ours"], ["our"]):
        there, note = domestic(scene, than + 3) or (None, None)
    if there is None and not OTHERS.isdisjoint(words[than + 1 : than + 4]):
        there = party(UNSPECIFIED)
    here, how = subject(scene, hit.first, but=there) if there is not None else (None, None)
    taken_up = bool(PRONOUNS & set(words[: hit.first]))
    if here is None or there is None or not rivals(here, there) or not ((here.first >= 0 and how is None) or taken_up):
        return None
    there = together(scene, there, scene.after(than))
    leader, follower = (here, there) if hit.tag == "up" else (there, here)
    draft = Draft(
        "ranking", hit.first, leader=leader, follower=follower, metric=choose(scene, hit.first, (here, there))
    )
    draft.resolved = [one for one in (how, note) if one]
    return draft


def _standing_gap(scene: Scene) -> Draft | None:
    """Read a gap that stands, without a number: "the gap is still wide", "struggles to close the gap with ..."."""
    if GAPS.isdisjoint(scene.words.known):
        return None
    words = scene.words.words
    for place, word in enumerate(words):
        if word not in GAPS:
            continue
        two = between(scene, place)
        around = {*words[max(0, place - 4) : place], *words[place + 1 : place + 5]}
        strives = bool(STRIVING & set(words[max(0, place - 7) : place]))
        if two is not None and not (strives or SIZED & around or words[place + 1 : place + 2] == ["between"]):
            two = None
        if words[place + 1 : place + 2] == ["between"] and two is None and not speaks_of_two(scene):
            continue  # "between research and its use"
        if words[place - 2] in MEASURING:
            continue
        if two is not None:
            leader, follower = orient(*two, None)
            return _of_gap(scene, place, leader, follower, [])
        if not (strives or SIZED & around):
            continue
        if scene.actors:
            here, there, notes = pair_around(scene, place, place + 1)
            if here is None or there is None or not rivals(here, there) or not (strives or notes == []):
                continue
            leader, follower = (there, here) if strives else orient(here, there, None)
            return _of_gap(scene, place, leader, follower, notes)
        pair = scene.story.pair
        if pair is not None and scene.story.number - scene.story.paired <= REMEMBERED and word != "differences":
            return _of_gap(scene, place, *pair, ["both parties carried over from an earlier sentence"])
    return None


def _of_gap(scene: Scene, at: int, leader: Mention, follower: Mention, notes: list[str]) -> Draft:
    draft = Draft("ranking", at, leader=leader, follower=follower, resolved=notes)
    draft.metric = choose(scene, at, (leader, follower))
    return draft


def _has_more(scene: Scene) -> Draft | None:
    """Read "the American labs have far more compute": a comparative of what one has, the other being understood."""
    if OWNING.isdisjoint(scene.words.known) or not scene.has("up", "down"):
        return None
    words = scene.words.words
    hits = [hit for tag in ("up", "down") for hit in scene.cues.get(tag, ())]
    for hit in sorted(hits, key=lambda one: one.first):
        if words[hit.first] not in SIZES and words[hit.first] not in ("more", "less"):
            continue
        if "than" in words[hit.last : hit.last + 8]:
            continue
        place = hit.first - 1
        while place > 0 and words[place] in HEIGHTENED:
            place -= 1
        if words[place] not in OWNING or not any(0 <= topic.first - hit.last <= 2 for topic in scene.topics):
            continue
        if words[hit.first] in ("more", "less") and place == hit.first - 1:
            continue  # "has more chips" is said of one's own too
        here, how = subject(scene, place)
        if here is None or how is not None:
            continue
        there, also = counterpart(scene, here)
        if not rivals(here, there):
            continue
        leader, follower = (here, there) if hit.tag == "up" else (there, here)
        return _of_gap(scene, hit.first, leader, follower, [also])
    return None

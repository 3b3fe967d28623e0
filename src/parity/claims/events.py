"""Export-control and entity-list facts: who restricts (or frees) what for whom."""

from collections.abc import Iterator

from parity.claims.actors import Mention
from parity.claims.draft import Draft, party
from parity.claims.parties import label
from parity.claims.phrases import Hit
from parity.claims.scene import Scene

RESTRICTED = (
    "China",
    "Russia",
    "Iran",
    "North Korea",
    "Hong Kong",
    "Middle East",
    "United Arab Emirates",
    "Saudi Arabia",
)
IMPOSERS = ("United States", "Netherlands", "Japan", "European Union", "Taiwan", "South Korea", "United Kingdom")
MINERALS = frozenset(("gallium", "germanium", "antimony", "graphite", "earths", "tungsten"))
TO = frozenset(("to", "for", "into", "in", "from"))
TRADED = frozenset(("NVIDIA", "AMD", "ASML", "Tokyo Electron", "Applied Materials", "Lam Research", "KLA"))
NEAR = 10  # words between a control and what is done with it
FREED = ("exempt", "exempted", "exemption", "exemptions", "spared")
SAID = frozenset(("said", "announced", "confirmed", "says"))  # "said it would resume sales" is a fact announced
SELLING = frozenset("sell selling sold ship shipped shipping supply supplied export exported deliver delivered".split())
NEVER = frozenset("never not cannot t unable".split())
GOODS = frozenset("chips chip gpus gpu machines tools euv lithography".split())
MODALS = frozenset(("would", "could", "should", "might", "may", "if"))


def events(scene: Scene) -> Iterator[Draft]:
    """Yield the export-control fact of a sentence, if it states one."""
    strong, weak = scene.cues.get("event", []), scene.cues.get("control", [])
    hit = strong[0] if strong else None
    if hit is None:
        hit = next((one for one in weak if scene.near("act", one.first, one.last, NEAR)), None)
    if hit is None and any(actor.kind in ("chip", "machine") or actor.firm in TRADED for actor in scene.actors):
        hit = next((one for one in scene.cues.get("curb", ()) if scene.near("act", one.first, one.last, NEAR)), None)
    if hit is None and any(actor.kind in ("chip", "machine") for actor in scene.actors):
        ruled = [actor for actor in scene.actors if actor.kind == "government"]
        acts = scene.cues.get("trade_act", ())
        hit = next((one for one in acts if any(0 <= one.first - actor.last <= 3 for actor in ruled)), None)
    if hit is None and any(actor.country in RESTRICTED for actor in scene.actors) and scene.has("trade"):
        hit = next(
            (one for one in scene.cues.get("trade_act", ()) if scene.near("trade", one.first, one.last, NEAR)), None
        )
    if hit is None:
        hit = _cut_off(scene) or _unsold(scene) or _aimed(scene)
    elif {"left", "kept"} & {*scene.words.words[max(0, hit.first - 3) : hit.first]} and scene.said("off"):
        return  # "was left off the list"
    if hit is None or scene.has("openq", "hypothetical") or scene.said(*FREED):
        return
    listed = bool(strong) and scene.words.words[hit.first] in (
        "entity",
        "blacklisted",
        "sanctioned",
        "blacklisting",
        "unverified",
    )
    modal = set(scene.words.words[max(0, hit.first - 6) : hit.last + 4]) & MODALS
    allowed = scene.words.words[hit.first] in ("may", "can", "be")  # "may sell H20 chips to China again"
    modal -= {"would"} if SAID & set(scene.words.words[max(0, hit.first - 4) : hit.first]) else set()
    if not listed and (scene.has("pending") or (modal and not allowed)):
        return
    follower, how = _restricted(scene, hit.first)
    if follower is None:
        return
    leader = _imposer(scene, follower)
    draft = Draft("event", hit.first, leader=leader, follower=follower, metric="export_control")
    draft.resolved = [how] if how else []
    yield draft


def _cut_off(scene: Scene) -> Hit | None:
    """Find "cut Huawei off from TSMC"."""
    words = scene.words.words
    for actor in scene.actors:
        if words[actor.first - 1 : actor.first] in (["cut"], ["cuts"]) and words[actor.last : actor.last + 2] == [
            "off",
            "from",
        ]:
            return Hit("event", "1", actor.last, actor.last + 2)
    return None


def _unsold(scene: Scene) -> Hit | None:
    """Find what must not be sold: "has never shipped EUV tools to China", "cannot sell its EUV machines to China".

    It takes goods and a restricted country that they would go to; what a maker would not buy is no control.
    """
    words, known = scene.words.words, scene.words.known
    if known.isdisjoint(SELLING) or known.isdisjoint(NEVER):
        return None
    if not any(a.kind in ("chip", "machine") for a in scene.actors) and known.isdisjoint(GOODS):
        return None
    for index, word in enumerate(words):
        if word in SELLING and NEVER & set(words[max(0, index - 4) : index]):
            bound = [a for a in scene.after(index) if a.country in RESTRICTED and a.first - index < 9]
            if any(words[a.first - 1] == "to" for a in bound):
                return Hit("event", "1", index, index + 1)
    return None


def _aimed(scene: Scene) -> Hit | None:
    """Find a control with what it is laid on: "the latest restrictions on H20", "a high-tech ban on Beijing"."""
    words = scene.words.words
    for hit in scene.cues.get("control", ()):
        if words[hit.last : hit.last + 1] == ["on"]:
            for actor in scene.actors:
                laid = actor.kind in ("chip", "machine") or (actor.country in RESTRICTED and actor.firm is None)
                if laid and 0 < actor.first - hit.last <= 2:
                    return hit
    return None


def _restricted(scene: Scene, at: int) -> tuple[Mention | None, str | None]:
    if MINERALS & scene.words.known and any(actor.country == "China" for actor in scene.actors):
        return party("United States"), "China's own controls, read as aimed at the United States"
    found = [actor for actor in scene.actors if actor.country in RESTRICTED and actor.kind != "government"]
    found.sort(key=lambda actor: (actor.firm is None, abs(actor.first - at)))
    if found:
        return found[0], None
    bound = [
        actor
        for actor in scene.after(at)
        if actor.kind in ("country", "people")
        and actor.country not in IMPOSERS
        and scene.words.words[actor.first - 1] in TO
    ]
    if bound:
        return bound[0], None
    imposing = any(
        actor.kind == "government" or (actor.country in IMPOSERS and actor.firm is None) for actor in scene.actors
    )
    listing = {"entity", "blacklist", "1260h"} & scene.words.known
    if (imposing or listing) and scene.story.countries["China"]:
        return party("China"), "China taken as the restricted party, which the article is about"
    goods = any(actor.kind in ("chip", "machine") for actor in scene.actors)
    for actor in scene.story.recent():
        firm = actor.kind in ("firm", "model") or goods
        if actor.country in RESTRICTED and firm:
            return actor, f"{label(actor)} carried over from an earlier sentence"
    return None, None


def _imposer(scene: Scene, follower: Mention) -> Mention:
    if follower.country == "United States":
        return party("China")
    goods = [actor for actor in scene.actors if actor.kind == "chip" and actor.country in IMPOSERS]
    what = "; ".join(dict.fromkeys(actor.entity or "" for actor in goods)) or None
    for actor in scene.actors:
        if (
            actor.country in IMPOSERS
            and actor.country != follower.country
            and actor.kind in ("country", "people", "government")
        ):
            return party(actor.country, what)
    for actor in scene.actors:
        if actor.kind == "machine" or actor.firm == "ASML":
            return party("Netherlands", actor.entity)
    return party("United States", what)

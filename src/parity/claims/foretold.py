"""What a forecast says will be: so much of something, a multiple of what there is, a ratio to a rival."""

from dataclasses import replace

from parity.claims.draft import Draft
from parity.claims.growth import made
from parity.claims.holders import recipient
from parity.claims.metrics import OF_COUNT, choose
from parity.claims.parties import rivals
from parity.claims.phrases import Hit
from parity.claims.quantity import Quantity, unit_of
from parity.claims.ratios import ratio
from parity.claims.scene import Scene
from parity.claims.sides import pair_around, subject

DOUBLING = frozenset("double doubling triple tripling treble quadruple quadrupling".split())
DENIED = frozenset("not never cannot unable fail fails nor".split())


def grows(scene: Scene, amount: Quantity) -> bool:
    """Whether somebody's own amount multiplies: "wants to double that", "will grow fivefold"."""
    words = scene.words.words
    around = {*words[max(0, amount.first - 3) : amount.last]}
    return bool(around & {"grow", "grows", "rise", "expand", "increase", "double", "triple", "quadruple", "treble"})


def compared(scene: Scene, amount: Quantity) -> Draft | None:
    """Read a ratio that will be: "will make 2 percent of what NVIDIA makes"."""
    if amount.kind not in ("percent", "fraction", "times") or (amount.kind == "times" and grows(scene, amount)):
        return None
    draft = ratio(scene, amount)
    if draft is None or scene.after(amount.last) == []:
        return None
    short = amount.kind != "times" and not DENIED.isdisjoint(scene.words.words[max(0, amount.first - 4) : amount.first])
    if short and draft.low == draft.high and draft.low is not None:  # "would not reach half of B's output"
        draft = replace(draft, low=None, norm=(draft.norm[0], None))
    return replace(draft, kind="forecast")


def single(scene: Scene, start: Hit, amount: Quantity | None) -> Draft | None:
    """Read what one actor will have: an amount, its growth, or that it will come at all."""
    if amount is not None and amount.kind == "times" and not grows(scene, amount):
        here, there, notes = pair_around(scene, amount.first, amount.last)
        known = scene.story.pair if not scene.after(amount.last) else None
        if known is not None and (here is None or here not in scene.actors):
            here, there, notes = *known, ["both parties carried over from an earlier sentence"]
        if here is not None and there is not None and (known or there in scene.actors) and rivals(here, there):
            draft = Draft("forecast", amount.first, leader=here, follower=there, resolved=notes)
            draft.low, draft.high, draft.unit, draft.semantics = amount.low, amount.high, "x", "advantage"
            draft.norm, draft.metric = (amount.low, amount.high), choose(scene, amount.first, (here, there))
            return draft
    who, how = subject(scene, start.first)
    if who is None:
        later = scene.after(start.last)
        who, how = (later[0], None) if later else (None, None)
    if who is None:
        return None
    at = amount.first if amount else start.first
    if amount is not None:  # "Amazon ~$200bn, Alphabet $180bn"
        owner = next((a for a in scene.before(amount.first) if a.firm or a.kind == "country"), None)
        if owner is not None and all(word in "~:( about" for word in scene.words.words[owner.last : amount.first]):
            who, how = owner, None
    draft = Draft("forecast", at, actor=who, resolved=[how] if how else [])
    draft.metric = choose(scene, at, (who,))
    of_whole = scene.said("share", "proportion", "percentage", "account", "supply", "meet")
    if amount is not None and amount.kind == "fraction" and not of_whole:
        return None
    if amount is not None:
        bought = recipient(scene, amount) if amount.unit == "chips" else None
        draft.actor = bought or draft.actor
        draft.low, draft.high, draft.semantics = amount.low, amount.high, "absolute"
        draft.unit, draft.raw = unit_of(amount)
        draft.metric = "compute_stock" if bought else _of_amount(scene, amount, draft.metric)
        if amount.kind == "money" and who.kind == "project":
            draft.metric = "investment"
        if amount.kind in ("percent", "times", "fraction"):
            draft.semantics = "share_of_total" if of_whole and amount.kind != "times" else "growth"
        if amount.kind == "times":
            draft.metric = made(scene, at, draft.metric)
        around = scene.words.words[max(0, amount.first - 1) : amount.last]
        if amount.kind == "times" and amount.low is not None and not DOUBLING.isdisjoint(around):
            draft.low = draft.high = 100 * (amount.low - 1)
            draft.unit = "percent"
    nodes = [one for one in scene.amounts if one.kind == "nm"]
    if amount is None and draft.metric == "process_node" and len(nodes) == 1:
        draft.low, draft.high, draft.semantics = nodes[0].low, nodes[0].high, "absolute"
        draft.unit, draft.raw = unit_of(nodes[0])
    return draft


def _of_amount(scene: Scene, amount: Quantity, metric: str | None) -> str | None:
    """Let the noun of an amount say what is foretold, where it does."""
    if amount.unit == "chips" and scene.words.known & {
        "have",
        "has",
        "own",
        "operate",
        "deploy",
        "install",
        "cluster",
    }:
        return "compute_stock"
    if amount.kind == "bare" or (amount.kind == "count" and amount.unit in ("chips", "units")):
        return "chip_production" if metric in ("chip_performance", "chip_production", None) else metric
    if amount.kind == "count":
        return OF_COUNT.get(amount.unit, metric)
    if amount.kind == "money" and metric not in ("cost", "other"):
        return "investment"
    if amount.kind == "power" and amount.unit in ("GW", "MW") and metric != "other":
        return "compute_stock"
    return {"nm": "process_node"}.get(amount.kind, metric)

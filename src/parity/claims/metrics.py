"""What is compared: the claim metric that a sentence's words point at, nearest to the claim first."""

from parity.claims.actors import Mention
from parity.claims.phrases import Hit
from parity.claims.scene import Scene

REASONS = frozenset(
    (("according", "to"), ("thanks", "to"), ("because", "of"), ("due", "to"), ("owing", "to"), ("despite", "the"))
)
REASONED = frozenset(first for first, _ in REASONS)
HEAD = 5  # words after an amount within which its noun stands: "a fifth of the computing power of ..."
NEAR = 8  # words within which a metric's word counts double
OF_KIND = {
    "chip": "chip_performance",
    "phone": "smartphone_soc",
    "node": "process_node",
    "machine": "process_node",
    "project": "compute_stock",
    "robot": "other",
    **dict.fromkeys(("model", "open", "closed", "frontier"), "capability"),
}
FIRMS = {
    "process_node": "ASML;TSMC;SMIC;SMEE;Intel Foundry;Nikon;Canon;GlobalFoundries;Naura;AMEC;SiCarrier;Tokyo Electron;"
    "Lam Research;Applied Materials;UMC;Hua Hong;Rapidus;KLA;Zeiss;imec",
    "chip_performance": "NVIDIA;AMD;Cambricon;Biren;Moore Threads;Huawei;HiSilicon;CXMT;SK Hynix;Micron;MetaX;Enflame;"
    "Hygon;Kunlunxin;Cerebras;Groq;YMTC",
    "smartphone_soc": "Qualcomm;MediaTek;Apple;Unisoc",
    "capability": "OpenAI;Anthropic;Google DeepMind;DeepSeek;Moonshot;Zhipu;MiniMax;Alibaba;xAI;Meta;Mistral;Google;"
    "StepFun;Tencent;Baidu;ByteDance",
}
GROUPED = {
    "capability": "models model llms labs lab developers system systems",
    "chip_performance": "chips chip gpus accelerators processors chipmakers chipmaker hardware",
    "process_node": "foundries fabs toolmakers",
    "talent": "researchers engineers scientists authors",
    "compute_stock": "hyperscalers supercomputers datacenters",
}
OF_GROUP = {noun: metric for metric, nouns in GROUPED.items() for noun in nouns.split()}
OF_FIRM = {firm: metric for metric, firms in FIRMS.items() for firm in firms.split(";")}
OF_COUNT = {
    **dict.fromkeys(("chips", "supercomputers"), "compute_stock"),
    **dict.fromkeys(("wafers", "units", "lithography tools", "stacks"), "chip_production"),
    **dict.fromkeys(("downloads", "derivatives", "tokens"), "market_share"),
    **dict.fromkeys(("notable models", "parameters", "tapeouts", "robots", "labs"), "other"),
    "researchers": "talent",
    "papers": "publications",
    "GPU-hours": "training_compute",
    "transistors": "process_node",
}
# What a lag in time is never of, and what a share of a whole is never of.
NO_LAG = ("export_control", "market_share", "investment", "cost", "publications", "talent")
NO_SHARE = (
    "export_control",
    "cost",
    "capability",
    "chip_performance",
    "process_node",
    "smartphone_soc",
    "training_compute",
)
PLAIN = 4.0  # from here on the words say it plainly, whoever the parties are
OF_MANY = ("compute_stock", "capability", "training_compute", "other")  # what one chip is not measured by
FAR = 0.5  # what a word of another clause counts
OWN, MADE = 2.0, 1.2  # what a party counts that is a product of the metric, and one that makes such
MARKETS = frozenset(("market", "markets", "sector", "sectors"))
MARKET, MODIFIER = 3.0, 0.3  # what a market counts, and a word that only says which market
AGAIN = 0.3  # what the second word of a metric counts
WEAK = 1.5  # below this a score is no more than "about AI"


def scores(scene: Scene, at: int, head: int = 0) -> dict[str, float]:
    """Weigh every metric by its words in a sentence; words near `at` weigh double, those right after `head` more."""
    found: dict[str, list[float]] = {}
    words = scene.words.words
    low, high = scene.clause(min(at, len(scene.words) - 1)) if at >= 0 else (0, len(scene.words))
    named = -1
    if "terms" in scene.words.known:
        named = next(
            (place for place in range(len(words) - 2) if words[place : place + 3] == ["in", "terms", "of"]), -1
        )
    controls = [hit for hit in scene.topics if hit.tag == "export_control"]
    reason = len(words)
    if not scene.words.known.isdisjoint(REASONED):
        reason = next((p for p in range(len(words) - 1) if (words[p], words[p + 1]) in REASONS), len(words))
    for hit in scene.topics:
        weight = float(hit.value) * (0.3 if hit.first > reason else 1.0)
        if any(one.first <= hit.first < one.last and one is not hit for one in controls):
            continue  # "chip controls" are no chips
        if at >= 0:
            distance = max(hit.first - at, at - hit.last, 0)
            weight *= 2.0 if distance <= NEAR else 1.0
            weight *= 1.0 if low <= hit.first < high else FAR
        weight *= 2.5 if head and float(hit.value) >= 2.0 and 0 <= hit.first - head <= HEAD else 1.0
        weight *= 3.0 if named >= 0 and 0 <= hit.first - named <= NEAR else 1.0
        if hit.tag != "market_share" and words[hit.last : hit.last + 1] and words[hit.last] in MARKETS:
            found.setdefault("market_share", []).append(MARKET)
            weight *= MODIFIER  # "the smartphone market" is a market
        found.setdefault(hit.tag, []).append(weight)
    return {
        tag: max(values) + (AGAIN if tag != "cost" else 1.0) * (sum(values) - max(values))
        for tag, values in found.items()
    }


def choose(
    scene: Scene,
    at: int,
    parties: tuple[Mention | None, ...] = (),
    *,
    but: tuple[str, ...] = ("export_control",),
    head: int = 0,
) -> str | None:
    """Choose the metric of a claim: by the words, then by what its parties make, then by what was spoken of before."""
    points = scores(scene, at, head)
    strongest = max(points.values(), default=0.0)
    known = next((metric for metric in reversed(scene.story.metrics) if metric not in but), None)
    fresh = known is not None and scene.story.number - scene.story.measured <= 1
    two = len(parties) > 1 and known in ("market_share", "investment", "talent", "cost", "publications")
    if two and scene.has("gap") and scene.story.pair is not None:
        two = scene.story.pairs.get(known) is not scene.story.pair  # the two were just compared by it
    if (
        not set(points) - {*but, "export_control"}
        and fresh
        and not two
        and not any(a and a.kind in OF_KIND for a in parties)
    ):
        return known  # "Google came second"
    for actor in parties:
        if actor is None:
            continue
        last = (actor.entity or "").rpartition(" ")[2].lower() if actor.kind == "group" else ""
        hint = OF_KIND.get(actor.kind) or OF_GROUP.get(last) or OF_FIRM.get(actor.firm or "")
        if hint is not None:
            worth = OWN if actor.kind in OF_KIND else MADE
            points[hint] = points.get(hint, 0.0) + (worth if strongest < PLAIN else worth / 2)
    for metric in but:
        points.pop(metric, None)
    best = max(points.items(), key=lambda item: item[1], default=None)
    if best is not None and best[0] in OF_MANY and {actor.kind for actor in parties if actor} == {"chip"}:
        return "chip_performance"
    if best is not None and (best[1] > WEAK or known is None):
        return best[0]
    carried = known
    if len(scene.actors) > 1 or (
        carried in (*but, "cost", "investment", "market_share", "talent", "publications", "other")
        and not scene.said("it", "its", "they", "that")
    ):
        carried = None
    return carried or (best[0] if best else None)


def excluded(scene: Scene, hit: Hit) -> tuple[str, ...]:
    """Leave cost out unless the order itself speaks of it: "nearly as good, at a fraction of the price"."""
    near = any(topic.tag == "cost" and -3 <= topic.first - hit.last <= 3 for topic in scene.topics)
    return ("export_control",) if near else ("export_control", "cost")

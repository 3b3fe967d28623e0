"""Two parties: whether they are rivals, which of them usually leads, and firms named together as one."""

from collections.abc import Sequence

from parity.claims.actors import Mention
from parity.claims.scene import Scene

UNSPECIFIED = "International (unspecified)"
# Where the text does not say who leads, the one that stands earlier here is taken to.
STANDING = (UNSPECIFIED, "West (US and allies)", "Netherlands", "Taiwan", "United States", "South Korea", "Japan",
            "United Kingdom", "Canada", "France", "Europe", "European Union", "China", "Asia")  # fmt: skip
CHINA_LEADS = frozenset(("cost", "publications"))
JOINTS = frozenset((",", "and", "or", "&", "/", "(", ")", "as", "well", "both", "'", "s", "’"))
EUROPEAN = frozenset("France Germany Netherlands Italy Spain Sweden Finland Denmark Austria Belgium Poland".split())
PARTS = {"Europe": EUROPEAN | {"United Kingdom", "Switzerland", "European Union"}, "European Union": EUROPEAN,
         "West (US and allies)": EUROPEAN | {"United States", "United Kingdom", "Europe", "European Union", "Canada"},
         "Middle East": frozenset(("United Arab Emirates", "Saudi Arabia", "Israel"))}  # fmt: skip
SINGULAR = (["is"], ["isn"], ["was"], ["wasn"], ["has"], ["hasn"], ["does"], ["doesn"])
CUT_DOWN = frozenset("H20 H20s H800 A800 B20 B30A MI308 MI308s".split())  # made for one country: no mere sister product
OUTSIDE = frozenset(("rest", "frontier", "closed"))


def together(scene: Scene, mention: Mention, pool: Sequence[Mention]) -> Mention:
    """Join the firms of one enumeration; of several countries they are international."""
    row = [actor for actor in scene.actors if actor in pool or actor == mention]
    at = row.index(mention) if mention in row else -1
    if at < 0 or mention.firm is None:
        return mention
    low = high = at
    while low > 0 and _linked(scene, row[low - 1], row[low]):
        low -= 1
    while high + 1 < len(row) and _linked(scene, row[high], row[high + 1]):
        high += 1
    if low == high:
        return mention
    members = row[low : high + 1]
    if scene.words.words[members[-1].last : members[-1].last + 1] in SINGULAR:
        return mention  # "on a par with A, and B is not"
    countries = {member.country for member in members}
    country = mention.country if len(countries) == 1 else UNSPECIFIED
    entity = "; ".join(dict.fromkeys(member.entity or "" for member in members))
    return Mention(country, entity, "group", None, members[0].first, members[-1].last)


def _linked(scene: Scene, one: Mention, two: Mention) -> bool:
    between = scene.words.words[one.last : two.first]
    return one.firm is not None and two.firm is not None and len(between) <= 4 and set(between) <= JOINTS


def rivals(one: Mention, two: Mention) -> bool:
    """Whether two mentions are different parties that can be compared."""
    if one.kind in ("open", "closed", "frontier") or two.kind in ("open", "closed", "frontier"):
        return one.kind != two.kind or one.entity != two.entity
    if one.country != two.country:
        if (one.kind == "group" and two.firm and two.entity in (one.entity or "").split("; ")) or (
            two.kind == "group" and one.firm and one.entity in (two.entity or "").split("; ")
        ):
            return False  # one of those named together
        return not (two.country in PARTS.get(one.country or "", ()) or one.country in PARTS.get(two.country or "", ()))
    if one.kind == two.kind == "chip" and one.entity != two.entity:
        return one.firm != two.firm or bool(CUT_DOWN & {*(one.entity or "").split(), *(two.entity or "").split()})
    return (
        one.entity is not None and two.entity is not None and one.firm is not None and two.firm not in (None, one.firm)
    )


def orient(one: Mention, two: Mention, metric: str | None) -> tuple[Mention, Mention]:
    """Put the usual leader first, where the text does not say who leads."""
    if one.kind in OUTSIDE and two.kind not in OUTSIDE:
        return one, two
    if two.kind in OUTSIDE and one.kind not in OUTSIDE:
        return two, one
    places = [STANDING.index(p.country) if p.country in STANDING else len(STANDING) for p in (one, two)]
    first, second = (one, two) if places[0] <= places[1] else (two, one)
    if metric in CHINA_LEADS and second.country == "China":
        return second, first
    return first, second


def label(actor: Mention) -> str:
    """Name an actor in a note."""
    return actor.entity or actor.country or "unnamed"

"""Who a sentence names: countries, firms and products, each with its country; and groups such as "US leaders"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from parity.claims.phrases import Hit, Phrasebook, Words, rows

# Words that carry a product's version on: `Claude Opus 5`, `Snapdragon 8 Elite Gen 5`.
SUFFIXES = frozenset(
    "pro max ultra mini plus turbo opus sonnet haiku flash lite preview thinking sol elite gen super coder vl omni"
    " instruct nano air fable series supernode superpod npu heavy fast terra luna deep think maverick scout code edge"
    " distill chat base reasoner speciale exp medium large small high xhigh low".split()
)
PRODUCTS = frozenset(("model", "chip", "node", "phone", "machine", "robot"))
PLACES = frozenset(("country", "people", "government", "place"))
CITED = frozenset(("people", "group", "government", "place"))
KINDS = frozenset(("open", "closed", "frontier", "rest"))
# Nouns that make a group of a country or firm: `Chinese labs`, `US leaders`, `AI chipmakers in China`.
GROUPS = frozenset(
    "models model labs lab firms firm companies company chipmakers chipmaker leaders leader developers developer chips"
    " chip gpus accelerators hyperscalers hyperscaler researchers systems system frontier players peers rivals rival"
    " competitors competitor counterparts counterpart startups vendors manufacturers foundries fabs giants offerings"
    " engineers scientists processors hardware universities institutions llms authors tech supercomputers industry"
    " data center datacenter centers markets tool tools machines semiconductor products"
    " incumbents makers suppliers".split()
)
FILLERS = frozenset(
    "ai frontier leading top best open-source closed-source open closed source weight proprietary tech big large"
    " language semiconductor chip memory cloud foundation domestic advanced based made developed trained designed -"
    " built artificial intelligence general state of the art commercial flagship high end major other data best"
    " reasoning software internet technology research domestically produced immersion duv euv"
    " humanoid robot robotics design data-center making manufacturing".split()
)
# What is named after whose it is, and only tells or measures: a `Japanese newspaper`, a `US think tank`.
SOURCES = frozenset(
    "newspaper newspapers daily magazine outlet outlets broadcaster broadsheet tabloid tank tanks consultancy brokerage"
    " publication website blog media weekly press pollster journalist journalists reporter podcast".split()
)
TOLD = frozenset("business financial state official tech technology think online news research based - public".split())
OUTSIDERS = frozenset(("non", "ex"))
INTERNATIONAL = "International (unspecified)"
CASED = frozenset(("us", "arm", "mit", "tel", "apple", "meta", "phi", "seed", "step", "canon", "oracle", "opus", "wan",
                   "nova", "ada", "bard", "instinct", "atlas", "switch", "intel", "figure", "crusoe", "cadence",
                   "v3", "v4", "r1", "codex", "mythos", "stargate", "falcon", "ampere", "rubin",
                    "hopper", "kling", "runway", "fable", "granite", "copilot", "genie", "avocado", "manus", "trinity",
                   "dojo", "lam", "volta", "rebellions", "upstage", "sap", "trillium", "ironwood"))  # fmt: skip


Same = tuple[str | None, str | None]
"""What two mentions of one party have in common: its country and its firm, product or group."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor as a sentence names it: the country it counts for, and the firm, product or group if any."""

    country: str | None
    entity: str | None
    kind: str
    firm: str | None
    first: int
    last: int

    @property
    def same(self) -> Same:
        """What two mentions of one party have in common."""
        return self.country, self.entity


@cache
def names() -> tuple[Phrasebook, dict[str, dict[str, str]]]:
    """Read the table of actors, once."""
    book, table = Phrasebook(), {}
    for number, row in enumerate(rows("actors.csv")):
        table[str(number)] = row
        for name in row["names"].split(";"):
            book.add(name, "actor", f"{number}:{name}")
            if row["type"] in ("firm", "model", "chip", "phone") and name[-1:].isalpha() and len(name) > 4:
                book.add(f"{name}s", "actor", f"{number}:{name}")
    return book, table


def mentions(words: Words, hits: Iterable[Hit] | None = None) -> tuple[Mention, ...]:
    """Find the actors a sentence names, in reading order; `hits` are its names where they are looked up already.

    >>> [(m.country, m.entity) for m in mentions(Words.of("Huawei's Ascend 910C trails the US leaders"))]
    [('China', 'Huawei Ascend 910C'), ('United States', 'US leaders')]
    """
    book, table = names()
    found: list[Mention] = []
    past = 0
    for hit in book.find(words) if hits is None else hits:
        if hit.first < past or not _written_as_name(words, hit):
            continue
        number, _, name = hit.value.partition(":")
        mention = _mention(words, hit, table[number], name)
        past = mention.last
        if mention.kind in ("people", "country") and _source(words, mention.last):
            continue
        if words.words[hit.first - 2 : hit.first - 1] and words.words[hit.first - 2] in OUTSIDERS and hit.first > 1:
            mention = _outside(words, mention)
        found.append(mention)
    return _joined(words, _parties(words, found))


def _parties(words: Words, found: list[Mention]) -> list[Mention]:
    """Leave out the countries of those a sentence only cites: "According to a Dutch institute, China ..."."""
    if "according" not in words.known or len(found) < 2:
        return found
    start = words.words.index("according")
    if words.words[start + 1 : start + 2] != ["to"]:
        return found
    end = words.words.index(",", start) if "," in words.words[start:] else len(words)
    if words.words[end + 1 : end + 2] in (["the"], ["a"], ["an"]) and "," in words.words[end + 1 : end + 12]:
        end = words.words.index(",", end + 1)  # "..., the Dutch publisher, ..."
    kept = [mention for mention in found if not (start < mention.first < end and mention.kind in CITED)]
    return kept or found


def _written_as_name(words: Words, hit: Hit) -> bool:
    if hit.last < len(words) and words.adjoins(hit.last) and words.words[hit.last] == "z":
        return False  # a16z
    if words.words[hit.last : hit.last + 1] == ["$"] and words.adjoins(hit.last):
        return False  # US$
    word = words.words[hit.first]
    if word == "a" and hit.last > hit.first + 1 and not words.adjoins(hit.first + 1):
        return False  # "a 17-fold lead" speaks of no A17
    if hit.last - hit.first == 1 and (word in CASED or word.removesuffix("s") in CASED):
        shown = words.text[words.starts[hit.first] : words.ends[hit.first]]
        return shown.isupper() if word == "us" or word in ("tel", "mit") else not shown.islower()
    return True


def _mention(words: Words, hit: Hit, row: dict[str, str], name: str) -> Mention:
    kind, country, firm = row["type"], row["country"] or None, row["firm"] or None
    last = hit.last
    if kind in PRODUCTS:
        last = _version_end(words, last)
        shown = words.text[words.starts[hit.first] : words.ends[last - 1]]
        entity = shown if firm and firm.lower() in shown.lower() else f"{firm} {shown}"
        return Mention(country, entity, kind, firm, hit.first, last)
    if kind in PLACES:
        if words.words[last : last + 1] == ["market"]:
            return Mention(country, None, "place", None, hit.first, last)
        end = _group_end(words, last) if country != "World" else last
        if end > last:
            entity = words.text[words.starts[hit.first] : words.ends[end - 1]]
            return Mention(country, entity, "group", None, hit.first, end)
        return Mention(country, None, kind, None, hit.first, last)
    if kind in KINDS:
        return Mention(country, words.text[words.starts[hit.first] : words.ends[last - 1]], kind, None, hit.first, last)
    return Mention(country, firm or name, kind, firm or name, hit.first, last)


def _source(words: Words, last: int) -> bool:
    """Whether a country's name only says where a paper or a think tank is from."""
    for word in words.words[last : last + 4]:
        if word in SOURCES:
            return True
        if word not in TOLD:
            return False
    return False


def _outside(words: Words, mention: Mention) -> Mention:
    """Read "non-Chinese firms" and "ex-China peers" as everybody else.

    >>> [(m.country, m.entity) for m in mentions(Words.of("the first non-European model"))]
    [('International (unspecified)', 'non-European model')]
    """
    if words.words[mention.first - 1] != "-" or mention.kind not in (*PLACES, "group"):
        return mention
    first = mention.first - 2
    entity = words.text[words.starts[first] : words.ends[mention.last - 1]]
    return Mention(INTERNATIONAL, entity, "group", None, first, mention.last)


def _version_end(words: Words, last: int) -> int:
    """Go on over `-5.6`, `910C`, `Pro`: whatever belongs to a product's name."""
    while last < len(words):
        word = words.words[last]
        if word == "-" and words.adjoins(last) and last + 1 < len(words) and words.adjoins(last + 1):
            version = words.words[last + 1]
            if not (version[0].isdigit() or version in SUFFIXES or len(version) == 1):
                break
            last += 2
        elif (word[0].isdigit() and not _amount_follows(words, last)) or word in SUFFIXES or _glued(words, last):
            last += 1
        elif word.isalpha() and len(word) == 1 and last + 1 < len(words) and words.words[last + 1][0].isdigit():
            last += 2  # `DeepSeek V 4`
        else:
            break
    return last


def _glued(words: Words, index: int) -> bool:
    """Whether a short word hangs on digits: the `C` of `910C`."""
    word = words.words[index]
    return words.adjoins(index) and word.isalnum() and words.words[index - 1][0].isdigit() and len(word) <= 3


def _amount_follows(words: Words, index: int) -> bool:
    step = index + 1
    if words.words[step : step + 1] in (["-"], ["to"]) and words.words[step + 1 : step + 2] != []:
        step += 2 * words.words[step + 1][0].isdigit()
    return not words.adjoins(index) and bool(UNITS & set(words.words[step : step + 1]))


def _group_end(words: Words, last: int) -> int:
    """Go on over the adjectives to the noun that makes a group, if there is one."""
    end, step = last, last
    if words.words[step : step + 1] == ["'"] and words.words[step + 1 : step + 2] == ["s"]:
        step += 2
    while step < len(words) and step - last < 7:
        word = words.words[step]
        if word in GROUPS:
            end = step + 1
        elif word not in FILLERS:
            break
        step += 1
    return end


def _joined(words: Words, found: list[Mention]) -> tuple[Mention, ...]:
    """Join what names one party together: `Huawei's Ascend 910C`, `Chinese firm SenseTime`, `chipmakers in China`."""
    out: list[Mention] = []
    for mention in found:
        before = out[-1] if out else None
        if before is not None and _of_another(before, mention):
            entity = f"{before.firm} {words.text[words.starts[mention.first] : words.ends[mention.last - 1]]}"
            out[-1] = replace(before, entity=entity, last=mention.last)
            continue
        owned = words.words[before.last : mention.first] == ["'", "s"] if before is not None else False
        if before is not None and owned and before.kind == "firm" and mention.kind in KINDS - {"rest"}:
            out[-1] = replace(before, last=mention.last)  # "OpenAI's closed models"
            continue
        if before is not None and before.country == mention.country and before.country is not None:
            between = [word for word in words.words[before.last : mention.first] if word not in ("'", "s", "(")]
            same_firm = before.firm is not None and before.firm == mention.firm
            named = before.kind in ("people", "country", "place", "group") and mention.firm is not None
            loose = bool(set(between) & LOOSENERS) or any(word[0].isdigit() for word in between)
            same_firm = same_firm and not (between == [",", "the"] and mention.kind in PRODUCTS)
            if (same_firm and len(between) <= 2) or (named and len(between) <= 3 and not loose):
                out[-1] = replace(mention, first=before.first)
                continue
        if (
            before is not None
            and before.kind in KINDS - {"rest"}
            and mention.kind in ("group", "people")
            and mention.first - before.last <= 1
        ):
            out[-1] = replace(mention, first=before.first)
            continue
        if (
            mention.kind in ("country", "place")
            and mention.entity is None
            and words.words[mention.first - 1 : mention.first] == ["in"]
        ):
            group = _group_before(words, mention.first - 1)
            if group is not None and (before is None or before.last <= group):
                text = words.text[words.starts[group] : words.ends[mention.first - 2]]
                out.append(Mention(mention.country, f"{text} in {mention.country}", "group", None, group, mention.last))
                continue
        out.append(mention)
    return tuple(out)


def _of_another(before: Mention, mention: Mention) -> bool:
    """Whether a product's name stands right after another firm's, whose product it then is: a Unitree R1."""
    beside = before.kind == "firm" and mention.kind in PRODUCTS and before.last == mention.first
    return beside and before.firm != mention.firm and before.country != mention.country


UNITS = frozenset("% percent million billion times months years points x nm gb tb gw generations tokens".split())
LOOSENERS = frozenset(
    "and , ; with to of in by than for on is - or from : has have had are was were makes made sells sold ships uses"
    " used bought buys operates runs owns will would can may said says built over about".split()
)


def _group_before(words: Words, index: int) -> int | None:
    """Find where `artificial intelligence chipmakers` begins, before `in China`."""
    if index == 0 or words.words[index - 1] not in GROUPS or words.words[index - 1] in ("center", "centers", "markets"):
        return None
    start = index - 1
    while start > 0 and words.words[start - 1] in FILLERS and words.words[start - 1] not in ("the", "of", "-", "state"):
        start -= 1
    return start

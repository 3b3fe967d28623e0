"""The names of an entry: brackets, addresses and joined aliases taken apart, natural persons told from firms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Names", "is_firm", "main_name", "names_of", "parts_of"]

FOLDER = Path(__file__).parent
SEE = re.compile(r"\s*\(see (also|alternate)[^)]*\)", re.IGNORECASE)
ASIDE = re.compile(
    r"\s*\((?:parent organization|a subsidiary of|a subordinate institute of)[^()]*(?:\([^()]*\))?[^()]*\)",
    re.IGNORECASE,
)
ALSO = re.compile(r"[,;]?\s*\(?\b[afd]\.k\.a\b\.?,?\s*", re.IGNORECASE)
SHORT = re.compile(r"^(?P<long>.+?)\s*,?\s*\((?P<short>[A-Z][A-Za-z0-9&.\- ]{1,14})\)(?P<rest>.*)$")
UNDER = re.compile(r"\bsubordinate institution:\s*")
FOLLOWING = re.compile(r"the following (one|two|three|four|\d+) alias(es)?", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?:[.,]'?\s+(?!Ltd|LTD|Limited|Inc|LLC|JSC|OAO|AO|OOO|ZAO|and\b)"
    r"|\s+(?=Xinjiang East:|Al Thuraya |\d+ South Oak ))(?P<place>.*?,\s*[^,]*"
    r"\b(?:Russia|China|Canada|Ukraine|Crimea|Germany|Finland|Belarus|Pakistan|Taiwan|U\.?A\.?E|Thailand|Turkey|Mexico|"
    r"India|Islamabad|Singapore|United Kingdom|South Africa|United Arab Emirates|Romania)\b)"
)
"""A place behind a name: a full stop or a comma, and a country after a further comma."""
PARENTS = frozenset("GROUP CETC CASIC CASC CSSC CSIC AVIC CNNC IRGC".split())
"""In brackets behind a unit's name these stand for its parent."""
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Names:
    """The name an entry goes by, its aliases, and how many pieces of addresses were cut from them."""

    name: str
    aliases: tuple[str, ...]
    cut: int


def names_of(name: str, aliases: Iterable[str]) -> Names:
    """Clean the names of one entry.

    >>> names_of("Rosneft (a.k.a. Open Joint-Stock Company Rosneft Oil Company", ["NUDT; and"]).aliases
    ('Open Joint-Stock Company Rosneft Oil Company', 'NUDT')
    >>> names_of("A Research Institute (AIR)", ["Sovfrakht. 4, bld.1, Moscow 127994, Russia"])
    Names(name='A Research Institute (AIR)', aliases=('A Research Institute', 'AIR', 'Sovfrakht'), cut=1)
    """
    whole, cut = _spelled(name, aliases)
    return Names(whole[0], tuple(whole[1:]), cut)


def main_name(name: str, aliases: Iterable[str]) -> str:
    """Clean the name an entry goes by, as `names_of` does, without its aliases, of which there may be dozens.

    >>> main_name("Rosneft (a.k.a. Open Joint-Stock Company Rosneft Oil Company", ["NUDT; and"])
    'Rosneft'
    """
    whole, _ = _spelled(name, ())
    return whole[0] if whole else names_of(name, aliases).name


def _spelled(name: str, aliases: Iterable[str]) -> tuple[list[str], int]:
    """Every name in its order, and how many pieces of addresses were cut from them."""
    found: list[str] = []
    cut = 0
    for number, text in enumerate((name, *aliases)):
        for one in _apart(text):
            kept = _without_address(one)
            cut += kept != one
            if number and kept != one and len(kept.split()) in (2, 3) and not _has_firm_word(kept):
                continue  # two or three words before an address, none of them a firm's: as often a person
            found.extend(_long_and_short(kept))
    return [one for one in dict.fromkeys(found) if len(one) > 1 and one.casefold() not in {"and", "the"}], cut


def _apart(text: str) -> list[str]:
    """Split what the file runs together, and leave out what is no name."""
    text = ASIDE.sub("", SEE.sub("", " ".join(text.split())))
    text = re.sub(r";\s+and\s+(?=\S)", " and ", text)
    under = UNDER.search(text)
    pieces = [text]
    if under:
        pieces = [text[under.end() :], text] if text[under.end() :] else []
    apart = [piece for one in pieces for piece in ALSO.split(one) if not FOLLOWING.search(piece)]
    if ADDRESS.search(text) is None:
        apart = [piece for one in apart for piece in one.split(";")]
    return [tidy for one in apart if (tidy := _tidy(one))]


def _tidy(text: str) -> str:
    text = re.sub(r"[;,:]?\s+and$", "", text.strip()).strip(" ;:,—-")
    text = text[1:-1] if text[:1] + text[-1:] == "“”" and text.count("“") == 1 else text
    if text.startswith("(all of"):
        return ""
    if text.count(")") > text.count("("):
        text = text.rstrip(")") + ")" * text.count("(")
    return text if text.count("(") <= text.count(")") else text.replace("(", "", 1).strip()


def _without_address(text: str) -> str:
    found = ADDRESS.search(text)
    return text[: found.start()].strip(" ,") if found and found.start() > 1 else text


def _long_and_short(text: str) -> list[str]:
    """A name with its abbreviation in brackets is known by either as well; one in mid-name is the parent's."""
    found = SHORT.match(text)
    if not found or UNDER.search(text) or not _abbreviates(found["short"]):
        return [text]
    long = " ".join((found["long"] + found["rest"]).split())
    return [text, long] if found["rest"] else [text, long, found["short"]]


def _abbreviates(letters: str) -> bool:
    first = letters.split(maxsplit=1)[0]
    capitals = sum(char.isupper() for char in first)
    return len(letters) > 2 and letters not in PARENTS and (capitals >= 2 or (capitals == 1 and first[-1].isdigit()))


@cache
def _firm_words() -> frozenset[str]:
    return frozenset(" ".join(_lines("firm_words.txt")).split())


@cache
def _firms() -> frozenset[str]:
    return frozenset(_lines("firms.txt"))


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _has_firm_word(text: str) -> bool:
    words = WORD.findall(re.sub(r"[.'’]", "", text.casefold()))
    return any(word in _firm_words() for word in words)


def is_firm(name: str, aliases: Iterable[str]) -> bool:
    """Whether an entry is a firm, an institute or an office; what nothing tells from a natural person is taken for one.

    >>> is_firm("Nanjing Panda Electronics", []), is_firm("Jane Q. Doe", ["J. Doe"])
    (True, False)
    """
    plain = (one for one in (name, *aliases) if not re.search(r"\d{3}", one) or one == name)
    return name in _firms() or any(_has_firm_word(one) for one in plain)


LEGAL = r"(?:Ltd|Limited|Inc|LLC|L\.L\.C|PLC|Corp|Corporation|Company|S\.L\.U|S\.A|GmbH|Co)\b"
BETWEEN = re.compile(
    rf",\s+(?:and\s+)?(?!{LEGAL}|Americas)|\s+\.\s+(?=[A-Z])|(?<=Corporation)\s+(?=Shanghai Aircraft Design)"
)
"""Between two names: a comma that no legal form follows; and two places where a notice lost its comma."""


def parts_of(text: str) -> tuple[str, ...]:
    """Take apart the subsidiaries that a notice lists together with a company; a last one that breaks off is left out.

    >>> parts_of("BGI Americas Corporation, BGI Genomics Co., Ltd. (BGI), Innomics, Inc., and STomics Americas, Ltd.")
    ('BGI Americas Corporation', 'BGI Genomics Co., Ltd.', 'Innomics, Inc.', 'STomics Americas, Ltd.')
    """
    whole = text.strip()
    broken = whole.endswith("...")
    pieces = [piece.strip(" ,") for piece in BETWEEN.split(whole.removesuffix("...")) if piece.strip(" ,.")]
    if broken:
        pieces = pieces[:-1]
    names: list[str] = []
    for piece in pieces:
        plain = re.sub(r"\s*\((?:formerly[^()]*(?:\([^()]*\))?[^()]*|[^()]*)\)\.?$", "", piece).strip()
        names.append(plain if re.search(r"(Ltd|Inc|Co|Corp|S\.L\.U|S\.A)\.$", plain) else plain.rstrip("."))
    return tuple(one for one in names if one)

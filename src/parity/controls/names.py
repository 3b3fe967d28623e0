"""Names of firms as they are compared: legal forms, places and trades set aside, spellings and scripts made one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["COMMON", "LEGAL", "PLACES", "SECTOR", "TRADE", "Name", "distance", "keys_of", "name_of", "words_of"]

WORDS = Path(__file__).parent / "words"


def _words(name: str) -> frozenset[str]:
    return frozenset((WORDS / f"{name}.txt").read_text("utf-8").split())


LEGAL = _words("legal")
PLACES = _words("places")
TRADE = _words("trade")
"""Words of technology that say little of which firm is meant."""
SECTOR = _words("sector")
"""Words of a line of business: they tell a bank from a shipyard, and no bank from another."""
COMMON = _words("common")
"""Words of everyday English that are also in listed names: other words beside them make another name."""
SPELT = dict(line.split() for line in (WORDS / "spellings.txt").read_text("utf-8").splitlines())
SIMPLE = str.maketrans(
    "湯團華為長雲曠視圖訊飛從騰龍電紀儲國際範勵線樹寧時亞業術絡產門東濤創維韋學爾濱藥達闥復興寶聯機馬車貿實體廣衛陽貴賽衆軍銳資銀鐵鋼",
    "汤团华为长云旷视图讯飞从腾龙电纪储国际范励线树宁时亚业术络产门东涛创维韦学尔滨药达闼复兴宝联机马车贸实体广卫阳贵赛众军锐资银铁钢",
)
"""Characters of names in the traditional script, and the simplified ones."""
FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|公司|股份|集团|控股|科技|技术)$")
CITIES = re.compile(r"^(北京|上海|深圳|杭州|成都|天津|重庆|浙江|广东|合肥|中国)市?")
SCHOOLS = re.compile(r"(大学|学院|研究院|研究所|实验室)$")
"""A place before these is part of the name."""
PLAIN = str.maketrans("’ıłøđ", "'ilod")
"""Letters that do not come apart into a plain one and a mark."""
ALIKE = str.maketrans("авекмнорстухі", "abekmhopctyxi")
"""Cyrillic letters that look like Latin ones; one list has a `Co.` of them."""
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
HAN = re.compile(r"[\u3400-\u9fff]")
STOCK = re.compile(r"\b(?:(?:open|closed|public|private) )?joint[ -]stock company\b|\blimited liability company\b")
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
LINKS = frozenset("the and of for".split())
WORD = re.compile(r"[^\W_]+(?:\+\+)?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name by what it compares on."""

    plain: str
    """Letters and digits alone, legal forms set aside."""
    telling: tuple[str, ...]
    """Words that tell one firm from another; all words if none does."""
    others: frozenset[str]
    """Words of trade and place."""
    han: bool
    words: tuple[str, ...]
    """All words but legal forms, spelt one way."""
    whole: str
    """All words, legal forms too, spelt one way and run together; `and`, `of` and `the` left out."""


@cache
def name_of(text: str) -> Name:
    """Take a name apart.

    >>> name_of("Beijing SenseTime Technology Development Co., Ltd.").telling
    ('sensetime',)
    >>> name_of("Nanjing Univ. of Aeronautics & Astronautics").words
    ('nanjing', 'university', 'aeronautics', 'astronautics')
    >>> name_of("商湯集團有限公司").plain
    '商汤'
    """
    every = _every(text)
    if every is None:
        return _chinese(unicodedata.normalize("NFKC", text).casefold().translate(SIMPLE))
    words = [word for word in every if word not in LEGAL]
    telling = tuple(word for word in words if word not in PLACES and word not in TRADE)
    spelt = tuple(SPELT.get(word, word) for word in words)
    return Name(
        "".join(words), telling or tuple(words), frozenset(words) - set(telling), False, spelt, keys_of(text)[0]
    )


def keys_of(text: str) -> tuple[str, str]:
    """Return all words of a name run together, and those that are no legal forms, both spelt one way.

    >>> keys_of("Nanjing Univ. of Foo Tech. Co., Ltd.")
    ('nanjinguniversityfootechnologycompanylimited', 'nanjinguniversityfootechnology')
    """
    every = _every(text)
    if every is None:
        name = name_of(text)
        return name.whole, name.plain
    whole = plain = ""
    for word in every:
        spelt = SPELT.get(word, word)
        if word not in LEGAL:
            plain += spelt
        if word not in LINKS:
            whole += spelt
    return whole, plain


def words_of(text: str) -> tuple[str, ...]:
    """Return all words of a name but legal forms, spelt one way, as in `Name.words`."""
    every = _every(text)
    if every is None:
        return name_of(text).words
    return tuple(SPELT.get(word, word) for word in every if word not in LEGAL)


def _every(text: str) -> list[str] | None:
    """All words of a name in the Latin script, folded; None for one in Chinese."""
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", text).casefold()
        if HAN.search(folded):
            return None
        folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
        folded = folded.translate(PLAIN)
        if CYRILLIC.search(folded) and re.search(r"[a-z]", folded):
            folded = folded.translate(ALIKE)
    folded = folded.replace("'", "").replace("hong kong", "hongkong")
    if "." in folded:
        folded = DOTTED.sub(lambda dotted: dotted[0].replace(".", "") + " ", folded)
    if "company" in folded:
        folded = STOCK.sub(" ", folded)
    return WORD.findall(folded)


def _chinese(text: str) -> Name:
    core = re.sub(r"[^\w]", "", text)
    while (shorter := FORMS.sub("", core)) != core and len(shorter) > 1:
        core = shorter
    shorter = CITIES.sub("", core)
    core = shorter if len(shorter) > 1 and not SCHOOLS.search(core) else core
    return Name(core, (core,), frozenset(), True, (core,), text)


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many letters must be changed, added, left out or swapped with a neighbour; `most` + 1 if more.

    >>> distance("hauwei", "huawei", most=2), distance("inspire", "inspur", most=1)
    (1, 2)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        now = [row]
        for column, right in enumerate(other, 1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)

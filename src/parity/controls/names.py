"""Names of firms as they are compared: legal forms, places and trade words set aside, scripts made one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

__all__ = ["Name", "distance", "name_of"]

LEGAL = frozenset("""co corp corporation company companies limited ltd inc incorporated llc plc gmbh ag sa group holding
    holdings the and of for""".split())  # fmt: skip
PLACES = frozenset("""china chinese prc beijing shanghai shenzhen hangzhou chengdu tianjin chongqing zhejiang guangdong
    hefei wuhan nanjing sz hongkong hong kong usa us uk japan korea canada germany europe european international asia
    pacific america deutschland france singapore malaysia""".split())  # fmt: skip
TRADE = frozenset("""technology technologies tech development information info intelligent intelligence ai artificial
    digital electronic electronics semiconductor semiconductors microelectronics integrated circuit circuits memory
    network industry industries investment manufacturing research institute academy science sciences systems system
    software hardware mfg innovation innovations robotics""".split())  # fmt: skip
SIMPLE = str.maketrans("湯團華為長雲曠視圖訊飛從騰龍電紀儲國際範勵線樹寧時亞業術絡產門東濤創維韋",
                       "汤团华为长云旷视图讯飞从腾龙电纪储国际范励线树宁时亚业术络产门东涛创维韦")  # fmt: skip
FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|公司|股份|集团|控股|科技|技术)$")
CITIES = re.compile(r"^(北京|上海|深圳|杭州|成都|天津|重庆|浙江|广东|合肥|中国)市?")
HAN = re.compile(r"[\u3400-\u9fff]")


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


@cache
def name_of(text: str) -> Name:
    """Take a name apart.

    >>> name_of("Beijing SenseTime Technology Development Co., Ltd.").telling
    ('sensetime',)
    >>> name_of("商湯集團有限公司").plain
    '商汤'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if HAN.search(folded):
        return _chinese(folded.translate(SIMPLE))
    bare = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    words = [word for word in re.findall(r"[^\W_]+(?:\+\+)?", bare.replace("'", "")) if word not in LEGAL]
    telling = tuple(word for word in words if word not in PLACES and word not in TRADE)
    return Name("".join(words), telling or tuple(words), frozenset(words) - set(telling), han=False)


def _chinese(text: str) -> Name:
    core = re.sub(r"[^\w]", "", text)
    while (shorter := FORMS.sub("", core)) != core and len(shorter) > 1:
        core = shorter
    shorter = CITIES.sub("", core)
    core = shorter if len(shorter) > 1 else core
    return Name(core, (core,), frozenset(), han=True)


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
        before, last = last, now
    return min(last[-1], most + 1)

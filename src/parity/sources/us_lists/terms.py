"""What an entry's other cells say: the licence requirement as codes, the places, the terms of a Treasury entry."""

import re
from datetime import date, datetime
from functools import lru_cache

__all__ = ["places_of", "requirement_of", "treasury_terms"]

SECTION = re.compile(r"(?P<section>7\d\d\.\d+[0-9l]*)(?P<paragraphs>(?:\((?:[a-z]|[ivx]+|\d|l)\))*)")
SCOPES = (
    ("projects", re.compile(r"^(?:For )?all items subject to the EAR when used in projects specified", re.IGNORECASE)),
    (
        "supplement 7",
        re.compile(r"^For items on the CCL and (?:EAR ?99 items )?listed in supplement no\. 7 to part 74"),
    ),
    ("all but some", re.compile(r"^(?:For )?all items subject to the EAR\b.*?(?:except|apart from)", re.IGNORECASE)),
    ("all", re.compile(r"^(?:For )?all items subject to the EAR\b", re.IGNORECASE)),
)
"""What needs a licence, from the narrowest; an entry that fits none stops the run."""
LANDS = {"Hong Kong": "HK", "Macau": "MO", "Macao": "MO", "China": "CN", "Taiwan": "TW"}
PLACES = tuple((code, re.compile(rf"\b{name}\b")) for name, code in LANDS.items())
TERMS = frozenset({"Target Type", "Listing Date (CMIC)", "USCC", "Program", "Linked To"})


@lru_cache(maxsize=4096)  # thousands of entries share some dozen wordings
def requirement_of(text: str) -> str:
    """Code the licence requirement: what it covers, then the sections it names; nothing of its wording is kept.

    Raises `ValueError` for a wording of no known kind.

    >>> requirement_of("For all items subject to the EAR (See §§ 734.9(e)(2) and 744.11 of the EAR) 4")
    'all 734.9(e)(2) 744.11'
    """
    scope = next((name for name, form in SCOPES if form.search(text)), None)
    if scope is None:
        raise ValueError(f"{text[:60]!r} is no known licence requirement")
    found = (one["section"].replace("l", "1") + one["paragraphs"].replace("l", "1") for one in SECTION.finditer(text))
    return " ".join((scope, *sorted({one for one in found if not one.startswith("740")})))


def places_of(address: str | None) -> tuple[str, ...]:
    """Name the places in and around China that an address or a pointer to a further one mentions, as ISO codes.

    >>> places_of("Kowloon, Hong Kong; and Futian District, Shenzhen, China.")
    ('CN', 'HK')
    """
    text = address or ""
    return tuple(sorted({code for code, form in PLACES if form.search(text)}))


def treasury_terms(text: str) -> date:
    """Return the listing day of a Treasury entry; the other terms are known but unused.

    Raises `ValueError` for a term of an unknown name.

    >>> treasury_terms("Target Type: Private Company; Listing Date (CMIC): 03 Jun 2021; Program: CMIC-EO13959")
    datetime.date(2021, 6, 3)
    """
    pairs = dict(part.split(": ", 1) for part in text.split("; ") if ": " in part)
    if strange := set(pairs) - TERMS:
        raise ValueError(f"{min(strange)!r} is a new term")
    return datetime.strptime(pairs["Listing Date (CMIC)"], "%d %b %Y").date()  # noqa: DTZ007

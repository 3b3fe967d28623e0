"""Names, places, dates and citations of the firms on four US lists, for `parity screen` (US government works)."""

import csv
from collections import Counter

import polars as pl

from common import ROOT, SHARED
from parity.controls.listings import Listing, checked_listings
from parity.controls.names import name_of
from parity.facts.names import country_codes
from parity.sources.us_lists.entries import Entry, entries_of

DAY = "2026-07-09"
FILES = ("bis_entity_list", "bis_meu", "dow_1260h", "ofac_nscmic")
CONTROLS = ROOT / "src" / "parity" / "controls"
OCCUPIED = {"Crimea Region of Ukraine": "UA"}
PAGES = {
    "ns-cmic": "https://www.treasury.gov/ofac/downloads/ccmc/nscmiclist.pdf",
    "1260h": "https://www.federalregister.gov/d/2026-11571",
}


def own(firm: str) -> tuple[tuple[str, ...], ...]:
    """Words that make an entry one of a firm's: its own name and, where the lists spell it otherwise, those."""
    also = {
        "Huawei": ("huawei", "hisilicon"), "SMIC": ("smic", "semiconductor manufacturing international"),
        "Zhipu": ("zhipu",), "Moore Threads": ("moore thread", "moore threads"), "Sophgo": ("sophgo", "sophon"),
        "Hygon": ("hygon", "higon"), "Naura": ("naura",), "Biren": ("biren",), "BAAI": ("baai",),
    }  # fmt: skip
    return tuple(tuple(one.split()) for one in also.get(firm, (firm.casefold(),)))


def firm_of(names: list[str], main: str, checked: tuple[Listing, ...]) -> str:
    """The firm of the hand-checked listings that an entry belongs to, if any."""
    plain = {name_of(name).plain for name in names}
    words = f" {' '.join(name_of(main).words)} "
    for one in checked:
        if plain & {name_of(name).plain for name in (one.listed_name, *one.aliases)}:
            return one.firm
    for firm in sorted({one.firm for one in checked}):
        if any(f" {' '.join(word)} " in words for word in own(firm)):
            return firm
    return ""


def rule_of(citation: str, read: dict[str, dict[str, str]]) -> dict[str, str] | None:
    """The rule that a cited page is in: it begins there or at most ten pages before."""
    volume, page = citation.split(" FR ")
    pages = (f"{volume} FR {number}" for number in range(int(page), int(page) - 11, -1))
    return next((read[one] for one in pages if one in read), None)


def rules(entries: list[Entry], checked: tuple[Listing, ...]) -> list[dict[str, str]]:
    """One row a citation: its days, how sure the day of effect is, and its page."""
    with (CONTROLS / "us_rule_days.csv").open(encoding="utf-8", newline="") as table:
        read = {row["citation"]: row for row in csv.DictReader(table)}
    known = {
        one.citation: (one.effective.isoformat(), one.link)
        for one in checked
        if one.list == "entity-list" and "taken as" not in one.note
    }
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for entry in entries:
        for act in entry.acts:
            assert act.published
            day = act.published.isoformat()
            effective, sure = day, "print"
            link = "https://www.federalregister.gov/citation/" + act.citation.replace(" ", "-")
            if entry.effective:
                effective, link, sure = entry.effective.isoformat(), PAGES[entry.list], "stated"
            elif act.citation in known:
                (effective, link), sure = known[act.citation], "checked"
            elif found := rule_of(act.citation, read):
                effective, link, sure = found["effective"], found["link"], "checked"
            rows[(act.citation, day)] = {
                "citation": act.citation, "published": day, "effective": effective, "certainty": sure, "link": link,
            }  # fmt: skip
    return sorted(rows.values(), key=lambda row: (row["published"], row["citation"]))


def main() -> None:
    checked = checked_listings()
    entries: list[Entry] = []
    for name in FILES:
        read = entries_of((SHARED / "bis" / DAY / f"{name}.json").read_bytes(), origin=f"{name}.json")
        entries += read.entries
        print(f"us_lists: {name}: {read.rows} = {len(read.entries)} + {read.left_out or 'none left out'}; {read.notes}")
    headings = sorted({entry.country for entry in entries})
    codes, unknown = country_codes(pl.Series(headings))
    assert set(unknown) <= set(OCCUPIED), unknown
    iso = dict(zip(headings, codes, strict=True)) | OCCUPIED
    first: dict[str, str] = {}
    rows = []
    for entry in entries:
        plain = name_of(entry.name).plain
        firm = firm_of([entry.name, *entry.aliases], entry.name, checked) or first.setdefault(plain, entry.name)
        places = ";".join(sorted({iso[entry.country] or "", *entry.places} - {""}))
        rows.append(
            {
                "list": entry.list, "firm": "" if firm == entry.name else firm, "name": entry.name,
                "aliases": ";".join(one.replace(";", ",") for one in entry.aliases),
                "parts": ";".join(entry.parts), "country": iso[entry.country], "places": places,
                "acts": ";".join(f"{act.citation}@{act.published}" for act in entry.acts),
                "requirement": entry.requirement,
            }
        )  # fmt: skip
    write("us_lists.csv", rows)
    write("us_rules.csv", rules(entries, checked))
    print(Counter(row["firm"] for row in rows if row["firm"] in {one.firm for one in checked}).most_common())


def write(name: str, rows: list[dict[str, str]]) -> None:
    with (CONTROLS / name).open("w", encoding="utf-8", newline="") as table:
        out = csv.DictWriter(table, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    print(f"us_lists: {name}: {len(rows)} rows, {(CONTROLS / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

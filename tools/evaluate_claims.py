"""Score the rules extractor on labelled articles, in one process: the figures of `shared/claims/score.py` and more.

Usage: evaluate_claims.py FOLDER [--errors] [--from N] [--to M] [--only PREFIX]

FOLDER holds `articles.jsonl` and `gold.jsonl`, or articles of our own wording as `*.yml` (`tests/claims/corpus`).
`--errors` lists the mistakes; `--only` takes the articles whose id begins so; `--from` and `--to` cut the list of
articles, ordered by the hash of their ids, so that a part of the corpus can be held out.

An article of our own has one sentence a line, and below it a line for each claim the guideline finds in it:

    China has an eighth of the computing power of the United States.
      = ratio_gap | compute_stock | US > China/Entity | 12.5 percent follower_pct_of_leader norm=8 | unchecked as=2025

`unchecked` says that it cannot be checked; `as=` and `by=` give the day it holds and the day it falls due, where
the text states one.
"""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from parity.claims.extract import extract

Gold = Mapping[str, Any]
UNDATED = "2026-06-30"
ALIASES = {
    "us": "united states", "usa": "united states", "u.s.": "united states", "united states of america": "united states",
    "prc": "china", "uk": "united kingdom", "eu": "european union", "korea": "south korea",
    "republic of korea": "south korea",
}  # fmt: skip
SHORT = {"US": "United States", "EU": "European Union", "UK": "United Kingdom", "Intl": "International (unspecified)",
         "West": "West (US and allies)"}  # fmt: skip
FIELDS = ("kind", "metric", "actors", "value", "checkable")
MORE = ("leader", "follower", "unit", "direction", "as of", "target")


@dataclass(slots=True)
class Score:
    """Counts over articles; `mistakes` are lines for people."""

    found: int = 0
    strange: int = 0
    missed: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    recall: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_kind: Counter[tuple[str, str, bool]] = field(default_factory=Counter)  # kind, field, right
    mistakes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    articles: int = 0

    @property
    def precision(self) -> float:
        return self.found / ((self.found + self.strange) or 1)

    @property
    def sensitivity(self) -> float:
        return self.found / ((self.found + self.missed) or 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.sensitivity / ((self.precision + self.sensitivity) or 1)

    def accuracy(self, name: str) -> float:
        """Return the share of matched claims whose field is right."""
        return self.hits[name] / (self.totals[name] or 1)


def plain(name: str | None) -> str:
    folded = (name or "").strip().lower()
    return ALIASES.get(folded, folded)


def actors_right(gold: Gold, said: Gold) -> bool:
    for role in ("leader", "follower", "actor"):
        entity = gold.get(f"{role}_entity")
        by_entity = bool(entity) and plain(entity) == plain(said.get(f"{role}_entity"))
        if gold[role] and plain(gold[role]) != plain(said.get(role)) and not by_entity:
            return False
    return True


def side_right(gold: Gold, said: Gold, role: str) -> bool:
    """Whether a side is right by its country or by its firm or product."""
    entity = gold.get(f"{role}_entity")
    by_entity = bool(entity) and plain(entity) == plain(said.get(f"{role}_entity"))
    return by_entity or plain(gold[role]) == plain(said.get(role))


def more_right(gold: Gold, said: Gold) -> dict[str, bool]:
    """Compare what the labels state beyond `FIELDS`; labels of our own wording state less."""
    right = {role: side_right(gold, said, role) for role in ("leader", "follower") if gold[role]}
    if gold["value_low"] is not None or gold["value_high"] is not None:
        right["unit"] = (gold["unit"] or "none") == (said["unit"] or "none")
    if "direction" in gold:
        right["direction"] = (gold["direction"] or "none") == said["direction"]
    if gold.get("as_of_date"):
        both_today = not gold["as_of_explicit"] and not said["as_of_explicit"]  # labels may know the day by its month
        right["as of"] = both_today or gold["as_of_date"] == said["as_of_date"]
    if gold.get("target_date") or (said["target_date"] and "target_date" in gold):
        right["target"] = gold.get("target_date") == said["target_date"]
    return right


def value_right(gold: Gold, said: Gold) -> bool:
    def close(x: float | None, y: float | None) -> bool:
        if x is None or y is None:
            return x is None and y is None
        return abs(x - y) <= 0.02 * max(abs(x), abs(y), 1e-9)

    if close(gold["value_low"], said["value_low"]) and close(gold["value_high"], said["value_high"]):
        return True
    norm = gold.get("norm_ratio_low"), gold.get("norm_ratio_high")
    return norm != (None, None) and close(norm[0], said["norm_ratio_low"]) and close(norm[1], said["norm_ratio_high"])


def brief(claim: Gold) -> str:
    parties = f"L={claim['leader']}/{claim['leader_entity']} F={claim['follower']}/{claim['follower_entity']}"
    value = f"{claim['value_low']}..{claim['value_high']} {claim['unit']} {claim['value_semantics']}"
    return f"{claim['kind']}|{claim['metric']}|{parties} A={claim['actor']}/{claim['actor_entity']}|{value}"


def score_article(score: Score, article: Gold, gold: Iterable[Gold]) -> None:
    """Add one article's counts."""
    day = article["date"] if len(str(article.get("date") or "")) == 10 else UNDATED
    begun = time.perf_counter()
    said = [asdict(claim) for claim in extract(article["text"], published=date.fromisoformat(day))]
    score.seconds += time.perf_counter() - begun
    score.articles += 1
    spans: dict[tuple[int, int], list[Gold]] = {}
    for one in gold:
        group = spans.setdefault((one["char_start"], one["char_end"]), [])
        if one["kind"] != "none":
            group.append(one)
    by_span: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for claim in said:
        best = max(spans, key=lambda s: min(s[1], claim["char_end"]) - max(s[0], claim["char_start"]), default=None)
        if best is None or min(best[1], claim["char_end"]) <= max(best[0], claim["char_start"]):
            score.strange += 1
        else:
            by_span[best].append(claim)
    for span, wanted in spans.items():
        got = by_span.get(span, [])
        where = f"{article['id']} {article['text'][span[0] : span[1]]!r}"
        for one in wanted:
            score.kinds[one["kind"]] += 1
            score.recall[one["kind"]] += bool(got)
        if wanted and not got:
            score.missed += 1
            score.mistakes += [f"MISSED {where}", *(f"    want {brief(one)}" for one in wanted)]
        elif got and not wanted:
            score.strange += 1
            score.mistakes += [f"STRANGE {where}", *(f"    said {brief(one)}" for one in got)]
        elif wanted:
            score.found += 1
            match(score, wanted, got, where)


def match(score: Score, wanted: list[Gold], got: list[dict[str, Any]], where: str) -> None:
    """Pair the claims of a sentence as `score.py` does, and count the right fields."""
    left = list(got)
    for one in wanted:
        if not left:
            break
        said = max(
            left,
            key=lambda p: (
                p["kind"] == one["kind"],
                p["metric"] == one["metric"],
                value_right(one, p),
                actors_right(one, p),
            ),
        )
        left.remove(said)
        right = {
            "kind": said["kind"] == one["kind"],
            "metric": said["metric"] == one["metric"],
            "actors": actors_right(one, said),
            "checkable": bool(said["checkable"]) == one["checkable"],
        }
        if one["value_low"] is not None or one["value_high"] is not None:
            right["value"] = value_right(one, said)
        for name, good in {**right, **more_right(one, said)}.items():
            score.totals[name] += 1
            score.hits[name] += good
            score.by_kind[one["kind"], name, good] += 1
        score.confusion[one["kind"], said["kind"]] += 1
        wrong = [name for name, good in right.items() if not good]
        if wrong:
            score.mistakes += [f"WRONG {','.join(wrong)} {where}", f"    want {brief(one)}", f"    said {brief(said)}"]


def load(folder: Path) -> tuple[list[Gold], dict[str, list[Gold]]]:
    """Read a labelled folder; articles in the order of the hash of their ids."""
    written = sorted(folder.glob("*.yml"))
    articles, gold = _ours(written) if written else _labelled(folder)
    articles.sort(key=lambda article: hashlib.sha256(article["id"].encode()).hexdigest())
    return articles, gold


def _labelled(folder: Path) -> tuple[list[Gold], dict[str, list[Gold]]]:
    articles = [json.loads(line) for line in (folder / "articles.jsonl").read_text("utf-8").splitlines()]
    gold: dict[str, list[Gold]] = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        gold[one["article_id"]].append(one)
    return articles, gold


def _ours(files: Iterable[Path]) -> tuple[list[Gold], dict[str, list[Gold]]]:
    """Read articles of our own wording; a line that ends no sentence is a headline, and stands alone."""
    articles: list[Gold] = []
    gold: dict[str, list[Gold]] = {}
    for file in files:
        page = YAML(typ="safe").load(file)
        text, start, labels = "", 0, gold.setdefault(file.stem, [])
        for line in page["body"].splitlines():
            if line.startswith("  = "):
                labels[:] = [one for one in labels if one["char_start"] != start or one["kind"] != "none"]
                labels.append(label(line[4:]) | {"char_start": start, "char_end": len(text)})
            elif line.strip():
                text += "" if not text else " " if text.endswith((".", "?", "!", '"', "”")) else "\n\n"
                start, text = len(text), text + line.strip()
                labels.append({"kind": "none", "char_start": start, "char_end": len(text)})
        articles.append({"id": file.stem, "date": str(page["date"]), "text": text})
    return articles, gold


def label(line: str) -> dict[str, Any]:
    """Read one label.

    >>> label("time_lag | capability | US > China/DeepSeek | 3..6 months lag")["value_high"]
    6.0
    """
    kind, metric, who, value, flags = ([part.strip() for part in line.split("|")] + ["", ""])[:5]
    one: dict[str, Any] = {"kind": kind, "metric": metric or None, "checkable": "unchecked" not in flags}
    sides = [side.strip() for side in who.partition(">")[::2]] if ">" in who else ["", "", who.lstrip("= ")]
    for role, side in zip(("leader", "follower", "actor"), [*sides, "", ""], strict=False):
        country, _, entity = side.partition("/")
        one[role], one[f"{role}_entity"] = SHORT.get(country, country) or None, entity or None
    words = value.split()
    low, dots, high = words[0].partition("..") if words else ("", "", "")
    one["value_low"] = float(low) if low else None
    one["value_high"] = float(high) if high else None if dots else one["value_low"]
    one["unit"], one["value_semantics"] = (words[1], words[2]) if len(words) > 2 else ("none", "none")
    norm = [float(word[5:]) for word in words if word.startswith("norm=")]
    bounds = (norm[0], norm[0]) if norm else (one["value_low"], one["value_high"])
    known = bool(norm) or one["value_semantics"] == "advantage"
    one["norm_ratio_low"], one["norm_ratio_high"] = bounds if known else (None, None)
    dated = dict(word.split("=") for word in flags.split() if "=" in word)
    if "by" in dated:
        one["target_date"] = dated["by"]
    if "as" in dated:
        one["as_of_date"], one["as_of_explicit"] = dated["as"], True
    return one


def evaluate(folder: Path, part: slice = slice(None), only: str | tuple[str, ...] = "") -> Score:
    """Score the articles of a folder."""
    articles, gold = load(folder)
    articles = [article for article in articles if article["id"].startswith(only)]
    score = Score()
    for article in articles[part]:
        score_article(score, article, gold[article["id"]])
    return score


def report(score: Score, *, errors: bool) -> str:
    """Write the figures."""
    lines = list(score.mistakes) if errors else []
    lines.append(
        "recall by kind: "
        + ", ".join(f"{kind} {score.recall[kind]}/{count}" for kind, count in score.kinds.most_common())
    )
    for kind, _ in score.kinds.most_common():
        counts = {name: [score.by_kind[kind, name, good] for good in (True, False)] for name in (*FIELDS, *MORE)}
        lines.append(f"{kind:>15}: " + ", ".join(f"{name} {a}/{a + b}" for name, (a, b) in counts.items() if a + b))
    muddled = [(pair, count) for pair, count in score.confusion.most_common() if pair[0] != pair[1]]
    lines.append(
        "kinds mistaken (gold > said): " + ", ".join(f"{one} > {two} {count}" for (one, two), count in muddled)
    )
    lines.append("on matched claims: " + ", ".join(f"{name} {score.accuracy(name):.2f}" for name in MORE))
    lines.append(
        f"articles {score.articles} in {1000 * score.seconds:.0f} ms | F1 {score.f1:.3f} "
        f"precision {score.precision:.3f} "
        f"recall {score.sensitivity:.3f} | " + " ".join(f"{name} {score.accuracy(name):.2f}" for name in FIELDS)
    )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list the mistakes")
    parser.add_argument("--from", dest="first", type=int, default=None, help="first article, in hash order")
    parser.add_argument("--to", dest="last", type=int, default=None, help="article to stop before, in hash order")
    parser.add_argument("--only", default="", help="only the articles whose id begins so")
    options = parser.parse_args(arguments)
    score = evaluate(options.folder, slice(options.first, options.last), options.only)
    print(report(score, errors=options.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())

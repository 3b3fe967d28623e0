"""Train the linear model that weighs what a claim measures; numpy only, the same weights every time.

Usage: train_claims.py FOLDER... [--check]

Each FOLDER is one that `evaluate_claims.py` reads.  Every claim that the rules find and the labels have is an example.
The figures printed are cross-validated by article: each article is weighed by a model that has not seen it.  They
favour the rules, which were written with most of these articles in sight; the batches given with `--fresh` (letters
that article ids begin with) are told apart.  Without `--check` the weights go to the lexicon.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from evaluate_claims import UNDATED, Gold, actors_right, load, value_right

from parity.claims import weighing
from parity.claims.extract import claim_of, readings
from parity.claims.linear import Linear

LEXICON = Path(weighing.__file__).parent / "lexicon"
FOLDS = 10
SEEN = 5  # examples a feature must occur in
RIDGE = 2.0  # what a squared weight costs
STEPS = 400
SMALLEST = 0.02  # weights below are not written


@dataclass(frozen=True, slots=True)
class Example:
    """What the model is shown: the features of a claim, the metric of its label, and what the rules chose."""

    article: str
    features: tuple[str, ...]
    label: str
    rule: str


def examples_of(folder: Path) -> Iterator[Example]:
    """Yield the claims of a folder that the rules find and the labels have."""
    articles, gold = load(folder)
    for article in articles:
        day = date.fromisoformat(article["date"] if len(str(article.get("date") or "")) == 10 else UNDATED)
        for scene, drafts in readings(article["text"], day):
            start, end = scene.sentence.start, scene.sentence.end
            half = (end - start) / 2
            wanted = [
                one
                for one in gold[article["id"]]
                if one["kind"] != "none" and min(one["char_end"], end) - max(one["char_start"], start) > half
            ]
            left = [(draft, asdict(claim_of(scene, draft, day))) for draft in drafts]
            for one in wanted:
                if not left:
                    break
                best = max(left, key=lambda pair: _alike(one, pair[1]))
                left.remove(best)
                draft = best[0]
                if draft.metric is not None and one["metric"] and draft.kind != "event":
                    yield Example(article["id"], tuple(weighing.traits(scene, draft)), one["metric"], draft.metric)


def _alike(gold: Gold, said: Gold) -> tuple[bool, ...]:
    same = said["kind"] == gold["kind"], said["metric"] == gold["metric"]
    return (*same, value_right(gold, said), actors_right(gold, said))


def fit(examples: Sequence[Example]) -> Linear:
    """Fit a multinomial logistic model with a ridge, by accelerated gradient descent."""
    counts = Counter(name for example in examples for name in set(example.features))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    labels = sorted({example.label for example in examples})
    place = {name: n for n, name in enumerate(names)}
    shown, right = np.zeros((len(examples), len(names))), np.zeros((len(examples), len(labels)))
    for row, example in enumerate(examples):
        shown[row, [place[name] for name in example.features if name in place]] = 1.0
        right[row, labels.index(example.label)] = 1.0
    steepest = np.linalg.norm(shown, 2) ** 2 / 4 + RIDGE
    weights = before = np.zeros((len(names), len(labels)))
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - before)
        score = shown @ ahead
        likely = np.exp(score - score.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        before, weights = weights, ahead - (shown.T @ (likely - right) + RIDGE * ahead) / steepest
    model = Linear()
    for name, row in zip(names, weights, strict=True):
        kept = [(label, round(float(w), 2)) for label, w in zip(labels, row, strict=True) if abs(w) >= SMALLEST]
        if kept:
            model.weights[name] = kept
    return model


def cross_validated(examples: Sequence[Example], fresh: str) -> str:
    """Judge every article by a model that has not seen it."""
    articles = sorted({example.article for example in examples})
    hits: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        model = fit([example for example in examples if example.article not in held])
        for example in examples:
            if example.article in held:
                group = "fresh" if example.article[0] in fresh else "others"
                best = weighing.weighed(model, list(example.features), example.rule)
                hits[group, "all"] += 1
                hits[group, "rules"] += example.rule == example.label
                hits[group, "weighed"] += best == example.label
    return "\n".join(
        f"{group}: {hits[group, 'all']} claims, metric right by the rules alone "
        f"{hits[group, 'rules'] / hits[group, 'all']:.3f}, weighed {hits[group, 'weighed'] / hits[group, 'all']:.3f}"
        for group in ("fresh", "others")
        if hits[group, "all"]
    )


def write(model: Linear, path: Path) -> None:
    """Write the weights."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "label", "weight"))
        for name, row in sorted(model.weights.items()):
            writer.writerows((name, label, f"{weight:g}") for label, weight in row)
    print(f"{path.name}: {sum(map(len, model.weights.values()))} weights")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="print the cross-validated figures only")
    parser.add_argument("--fresh", default="ijklmn", help="batches to be told apart")
    options = parser.parse_args(arguments)
    weighing.linear = lambda _: Linear()  # examples show the rules alone
    examples = [example for folder in options.folders for example in examples_of(folder)]
    print(cross_validated(examples, options.fresh))
    if not options.check:
        write(fit(examples), LEXICON / weighing.TABLE)
    return 0


if __name__ == "__main__":
    sys.exit(main())

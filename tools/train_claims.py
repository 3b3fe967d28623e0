"""Train the models that weigh what the rules find in an article; numpy only, the same weights every time.

Usage: train_claims.py FOLDER... --fresh FOLDER... [--check] [--folds N]

Each FOLDER is one that `evaluate_claims.py` reads; those after `--fresh` hold articles that no rule was written for.
What the rules find counts for as much as it is worth in these: in the others it looks surer than it is.

A folder named twice counts twice: that of the guideline's own labeller was, for the weights that are shipped.

The figures printed are cross-validated by article over the fresh ones: each is read by models that have not seen it.
Without `--check` the weights, of all articles, go to the lexicon.
"""

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claim_examples import SEEN, Examples, examples_of
from claim_fits import fit_choices, fit_labels
from claim_network import fit_network
from evaluate_claims import Score, load, score_article

from parity.claims.trained import casting, metric, network, stated
from parity.claims.trained.linear import Linear
from parity.claims.trained.network import Network

LEXICON = Path(stated.__file__).parent.parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Models:
    """All that is fitted."""

    network: Network
    tables: Mapping[str, Linear]


def fit(examples: Sequence[Examples]) -> Models:
    """Fit every model."""
    metrics = [shown for one in examples for shown in one.metrics]
    parties = [options for one in examples for options in one.parties]
    counts = [SEEN if one.seen else 1.0 for one in examples for _ in one.parties]
    return Models(
        fit_network([shown for one in examples for shown in one.sentences]),
        {
            metric.TABLE: fit_labels(metrics, seldom=5, ridge=2.0),
            casting.TABLE: fit_choices(parties, counts, seldom=30, ridge=4.0),
        },
    )


def use(models: Models) -> None:
    """Let the extractor weigh by these models."""
    stated.network = lambda _: models.network  # type: ignore[assignment]
    for module in (metric, casting):
        module.linear = models.tables.__getitem__  # type: ignore[attr-defined]


def cross_validated(examples: Sequence[Examples], fresh: Sequence[Path], folds: int) -> Score:
    """Read every fresh article by models that have not seen it."""
    score = Score()
    articles = sorted(one.article for one in examples if not one.seen)
    labelled = [load(folder) for folder in fresh]
    for fold in range(folds):
        held = set(articles[fold::folds])
        use(fit([one for one in examples if one.article not in held]))
        for texts, gold in labelled:
            for article in texts:
                if article["id"] in held:
                    score_article(score, article, gold[article["id"]])
    return score


def write(model: Linear, path: Path) -> None:
    """Write the weights."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "label", "weight"))
        cells = [
            (name, label, f"{weight:g}")
            for name, row in sorted(model.weights.items())
            for label, weight in zip(model.labels, row, strict=True)
            if weight
        ]
        writer.writerows(cells)
    print(f"{path.name}: {len(cells)} weights")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--fresh", nargs="*", type=Path, default=[], help="folders that no rule was written for")
    parser.add_argument("--check", action="store_true", help="print the cross-validated figures only")
    parser.add_argument("--folds", type=int, default=6)
    options = parser.parse_args(arguments)
    examples = [one for folder in options.folders for one in examples_of(folder, seen=True)]
    examples += [one for folder in options.fresh for one in examples_of(folder, seen=False)]
    if options.fresh:
        score = cross_validated(examples, options.fresh, options.folds)
        fields = " ".join(f"{name} {score.accuracy(name):.3f}" for name in ("kind", "metric", "actors", "value"))
        print(f"cross-validated, {score.articles} articles: F1 {score.f1:.3f} precision {score.precision:.3f} "
              f"recall {score.sensitivity:.3f} | {fields}")  # fmt: skip
    if not options.check:
        models = fit(examples)
        network.write(models.network, LEXICON / network.TABLE)
        for name, model in models.tables.items():
            write(model, LEXICON / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())

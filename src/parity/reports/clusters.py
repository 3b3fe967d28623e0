"""A cluster's work as plain values: the fields of `parity cluster --json`."""

from parity.estimates.estimate import Estimate
from parity.estimates.stock.cluster import Cluster
from parity.reports.plain import Plain, rounded

__all__ = ["cluster_dict"]


def cluster_dict(found: Cluster, *, of: str | None, draws: int, seed: int) -> Plain:
    """Return the fields of `parity cluster --json`; `of` names the owner whose chips are meant."""
    plain: Plain = rounded({
        "chip": found.chip.name,
        "owner": of,
        "precision_bits": found.precision,
        "months": found.months,
        "draws": draws,
        "seed": seed,
        "chips": _summary(found.chips),
        "flop": _summary(found.flop),
        "power": _summary(found.power),
        "cost": _summary(found.cost),
        "could_train": {
            "parameters": _summary(found.training.parameters),
            "tokens": _summary(found.training.tokens),
            "loss": _summary(found.training.loss),
            "law": "https://arxiv.org/abs/2404.10102",
        },
        "assumptions": [{"input": name, "says": says, "link": link} for name, says, link in found.assumptions],
    })  # fmt: skip
    return plain


def _summary(estimate: Estimate) -> Plain:
    return {key: value for key, value in estimate.summary().items() if key != "at_least"}

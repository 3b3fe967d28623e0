"""From facts to dated series: metrics, blocs, the facts in force, their draws, and step functions of them."""

from parity.series.bloc import Bloc, Membership, bloc, bloc_ids, bloc_of_country
from parity.series.draws import Z90, draw, scores, values
from parity.series.evidence import in_force
from parity.series.metric import Counting, LeftOut, Metric, Reference, SharedError, metric, metric_ids
from parity.series.steps import BEST, EPOCH, Steps, Top, day_number, steps

__all__ = [
    "BEST",
    "EPOCH",
    "Z90",
    "Bloc",
    "Counting",
    "LeftOut",
    "Membership",
    "Metric",
    "Reference",
    "SharedError",
    "Steps",
    "Top",
    "bloc",
    "bloc_ids",
    "bloc_of_country",
    "day_number",
    "draw",
    "in_force",
    "metric",
    "metric_ids",
    "scores",
    "steps",
    "values",
]

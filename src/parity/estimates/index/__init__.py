"""The capability index: models and benchmarks placed on one scale by the scores of the ones on the others."""

from parity.estimates.index.bars import capability_bars, difficulty_bars
from parity.estimates.index.bootstrap import Over, Refits, refit
from parity.estimates.index.capability import Bars, FittedIndex, Standing, fit_index
from parity.estimates.index.carry import carried
from parity.estimates.index.fit import Fitted, fit
from parity.estimates.index.model import Layout, Parameters
from parity.estimates.index.ranking import Ranking, published_ranking, ranking_of
from parity.estimates.index.scale import Scale
from parity.estimates.index.scores import Scores, read_scores, scores_of

__all__ = [
    "Bars",
    "Fitted",
    "FittedIndex",
    "Layout",
    "Over",
    "Parameters",
    "Ranking",
    "Refits",
    "Scale",
    "Scores",
    "Standing",
    "capability_bars",
    "carried",
    "difficulty_bars",
    "fit",
    "fit_index",
    "published_ranking",
    "ranking_of",
    "read_scores",
    "refit",
    "scores_of",
]

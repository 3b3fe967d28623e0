"""The capability index of a table of scores: one fit, its scale, and how far the evidence pins it down."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput, NotObserved
from parity.estimates.estimate import Interval
from parity.estimates.index.bars import capability_bars, difficulty_bars
from parity.estimates.index.bootstrap import Over, Refits, refit
from parity.estimates.index.carry import carried
from parity.estimates.index.fit import Fitted, fit
from parity.estimates.index.model import Layout, Parameters
from parity.estimates.index.scale import Scale, anchor_of, scale_of
from parity.estimates.index.scores import Scores

__all__ = ["Bars", "FittedIndex", "Standing", "fit_index"]

Floats = NDArray[np.float64]

Bars = Literal["evidence", "fit"]
"""What intervals tell: what the evidence allows (90 %, by refits), or the published bars of 5 % more misfit."""
MOST_WIDENING = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A model or benchmark on the scale, with its interval; an end nothing bounds is infinite."""

    name: str
    value: float
    interval: Interval
    scores: int | None = None
    """How many scores it rests on, where that is known."""
    slope: float | None = None
    """How sharply a benchmark tells models apart, a unit of the scale; None for a model."""
    released: date | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FittedIndex:
    """A fitted index: what it was fitted to, how the fit ended, and the refits that bound it."""

    scores: Scores
    layout: Layout
    fitted: Fitted
    scale: Scale
    bars: Bars
    refits: Refits | None
    seed: int
    over: Over

    @property
    def draws(self) -> Parameters | None:
        """Refits on the told scale, widened about the fit by `sqrt(n / (n - p))` for what the fit takes from residuals.

        Without it, residuals are too small as errors: `n` scores have been fitted by `p` parameters.
        """
        if self.refits is None:
            return None
        best, told = self.scale.told(self.fitted.at), self.scale.told(self.refits.at)
        scores, parameters = self.layout.score.size, self.layout.models + 2 * self.layout.benchmarks - 1
        wider = min(np.sqrt(scores / max(scores - parameters, 1)), MOST_WIDENING)
        return Parameters(
            best.capability + wider * (told.capability - best.capability),
            best.difficulty + wider * (told.difficulty - best.difficulty),
            told.slope,
        )

    def ranking(self) -> tuple[Standing, ...]:
        """Models, the most able first."""
        return self._standings("capability", self.scores.models, self.scores.model)

    def difficulties(self) -> tuple[Standing, ...]:
        """Benchmarks, the hardest first."""
        return self._standings("difficulty", self.scores.benchmarks, self.scores.benchmark)

    def carry(self, new: Scores) -> tuple[Standing, ...]:
        """Place models that were not fitted by their scores, benchmarks held as fitted; the most able first.

        The interval is that of the refits' benchmarks and of weights on the model's own scores.  Raises `NotObserved`
        for a benchmark that the index does not know.
        """
        absent = [name for name in new.benchmarks if name not in self.scores.benchmarks]
        if absent:
            raise NotObserved(
                f"The index was fitted without {absent[0]!r}; a score on it places no model. Drop its rows."
            )
        place = np.array([self.scores.benchmarks.index(name) for name in new.benchmarks])
        best, (offset, factor) = self.fitted.at, (one[0, 0] for one in self.scale.line(self.fitted.at))
        found = []
        for i, name in enumerate(new.models):
            own = new.model == i
            on, score = place[new.benchmark[own]], new.score[own]
            here = (self.layout.chance[on], score)
            value = carried(best.difficulty[:, on], best.slope[:, on], *here, np.ones((1, on.size)), self.layout.ridge)[
                0
            ]
            ends = Interval(-np.inf, np.inf)
            if self.refits is not None:
                at = self.refits.at
                rng = np.random.default_rng([self.seed, i])
                weight = np.prod(rng.standard_exponential((2, at.slope.shape[0], on.size)), axis=0)
                drawn = carried(at.difficulty[:, on], at.slope[:, on], *here, weight, self.layout.ridge)
                shift, times = (one[:, 0] for one in self.scale.line(at))
                ends = Interval(*np.quantile(shift + times * drawn, [0.05, 0.95]).tolist())
            found.append(Standing(name, float(offset + factor * value), ends, int(own.sum())))
        return tuple(sorted(found, key=lambda one: (-one.value, one.name)))

    def _standings(self, what: str, names: tuple[str, ...], of: NDArray[np.int64]) -> tuple[Standing, ...]:
        told = self.scale.told(self.fitted.at)
        value = getattr(told, what)[0]
        counts = np.bincount(of, minlength=len(names))
        low, high = self._ends(what)
        slopes = told.slope[0].tolist() if what == "difficulty" else [None] * len(names)
        order = sorted(range(len(names)), key=lambda i: (-value[i], names[i]))
        return tuple(
            Standing(names[i], float(value[i]), Interval(float(low[i]), float(high[i])), int(counts[i]), slopes[i])
            for i in order
        )

    def _ends(self, what: str) -> tuple[Floats, Floats]:
        drawn = self.draws
        if self.bars == "evidence" and drawn is not None:
            low, high = np.quantile(getattr(drawn, what), [0.05, 0.95], axis=0)
            return low, high
        search = capability_bars if what == "capability" else difficulty_bars
        offset, factor = (one[0, 0] for one in self.scale.line(self.fitted.at))
        low, high = (offset + factor * one for one in search(self.layout, self.fitted.at))
        return low, high


def fit_index(
    scores: Scores,
    *,
    anchor: str | None = None,
    anchors: Mapping[str, float] | None = None,
    bars: Bars = "evidence",
    refits: int = 200,
    seed: int = 0,
    over: Over = "both",
    executor: Executor | None = None,
    origin: str = "table",
) -> FittedIndex:
    """Fit the index to scores, put it on its scale and, for bars of evidence, refit it under random weights.

    `anchor` names the benchmark of slope 1; `anchors` gives two models their values.  Raises `BadInput` for an anchor
    that is not there, or two anchors that the scores rank the other way round.  See docs/estimands/index.md.
    """
    if bars not in get_args(Bars):
        raise BadInput(f"{bars!r} is no kind of bars; it is one of {', '.join(get_args(Bars))}.")
    counts = np.bincount(scores.benchmark, minlength=len(scores.benchmarks))
    place = anchor_of(scores.benchmarks, counts, anchor, origin)
    scale = scale_of(place, scores.models, anchors, origin)
    layout = Layout(scores.model, scores.benchmark, scores.score, scores.chance, len(scores.models), place)
    fitted = fit(layout, np.ones((1, scores.score.size)))
    if scale.models is not None and not np.diff(fitted.at.capability[0, list(scale.models)])[0] > 0:
        names = [scores.models[i] for i in scale.models]
        raise BadInput(f"{origin}: {names[1]!r} does not score above {names[0]!r}, so they cannot anchor the scale so.")
    again = None
    if bars == "evidence":
        again = refit(layout, fitted.at, refits=refits, seed=seed, over=over, executor=executor)
    return FittedIndex(scores, layout, fitted, scale, bars, again, seed, over)

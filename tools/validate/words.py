"""What the page says around its tables, and why each known miss misses."""

from tables import SCORES_ERROR

OPENING = """\
# Validation

Written by `make validate` from the code and the publishers' data; only words are typed in, and what was published.

## Simulation

Worlds with a known truth are made, their models told with error, and estimated as any facts would be. Each
process below has {replicates} replicates of {draws} draws. The leader gains 12 points a year over five years,
so that a point of gap is a month of lag; models scatter around their side's trend with a standard deviation of
{spread:g} points.

- **Truth** is what the same definition gives on the latent values, without error; for the slope it is the slope
  of the gap between the trends that the models scatter around. The table has its median over replicates.
- **Bias** is the median error. The target is {bias:.0%} of the truth; for slopes, of a year's growth.
- **50, 80, 90 %**: how often the central interval holds the truth. Lags and catch-up times fall on few days, so
  that a whole interval ends on a heap of draws and holds more than it says; coverage is therefore counted by
  the randomised probability integral transform, which divides the heap (Czado, Gneiting and Held 2009,
  [doi:10.1111/j.1541-0420.2009.01191.x](https://doi.org/10.1111/j.1541-0420.2009.01191.x)). **Closed 90 %**
  counts the printed interval with both its ends. Targets: {low_half:.0%} to {high_half:.0%} for the 50 %
  interval, {low:.0%} to {high:.0%} for the 90 % one. The standard error of a coverage is 2.2 points at 50 % and
  1.3 points at 90 %.
- **Of exact**: mean width of the 90 % interval over that of the exact posterior, which knows the spread and all
  errors and not the trends. The target is at most {width:g}.

Two defects were found this way and mended. Figures drawn towards their trend took the trend and the spread
around it as known: in a trial of 100 replicates before the change, the 90 % intervals of the noisy process
covered 37 to 67 %. And the slope of the gap counted every change of either side as news of both: there its 90 %
intervals covered 63 to 80 % where errors are small."""

MISSES = {
    ("kinked", "*"): (
        "no straight trend fits the follower, but its figures are drawn towards one. Their errors are small beside "
        "the spread, so that little is lost; the noisier the figures and the sharper the turn, the more would be."
    ),
    ("kinked", "slope"): (
        "a frontier is the best so far: when a side starts to grow faster, its record follows months later, so "
        "that the slope of the gap over two years that hold the turn is too small in size. It is the right slope "
        "of the frontiers, and a late one of the trends."
    ),
    ("noisy", "*"): (
        "figures with three times as much error as spread hardly tell the spread itself, which the exact posterior "
        "knows and Parity must infer; both kinds of interval are wide, and ours covers somewhat more than it says."
    ),
    ("noisy", "slope"): (
        "measurement error is counted twice, once in the draws and once in the scatter around the line that it "
        "causes: the interval is too wide, on the safe side."
    ),
    ("shared", "slope"): (
        "as in the noisy process, in small: measurement error widens the draws and the scatter alike."
    ),
    ("as told", "slope"): (
        "as in the noisy process, in small: measurement error widens the draws and the scatter alike."
    ),
    ("as told", "*"): (
        "figures are taken as told and not drawn towards a trend, which needs no assumption on the trend and costs "
        "width; the median is still good, since errors are no larger than the spread."
    ),
    ("sparse", "slope"): (
        "six models in five years move the follower's frontier about once in the window, and the line is steep or "
        "flat by when; the early frontier of few models also rises more slowly than their trend, so that gaps seem "
        "to widen."
    ),
    ("sparse", "*"): (
        "six figures are too few for a trend, so that they are taken as told, with an error somewhat too large at "
        "the top."
    ),
}

PUBLISHED = f"""\
## Published results

Published figures beside ours on the publishers' own data. Bands are 90 %. "As told" takes the figures as they
stand; "with errors" draws them with the errors their source states: scores with their standard errors,
correlated by {SCORES_ERROR.correlation:g} between models; training compute within a factor of 3, 10 or 30 by
the publisher's class of confidence."""

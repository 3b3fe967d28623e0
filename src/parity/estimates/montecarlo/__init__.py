"""A small Monte Carlo core: quantities are rows of tables, relations are functions that name what they need.

To add a quantity, write a line into `quantities.csv` and its rows into `rows.csv` of a folder (`reading` tells the
columns).  To add a relation, write a function and decorate it (`relation` tells how).  `read_model` joins both,
finds the order, and refuses what does not fit: names, cycles, units, mixes, intervals.  `Run` draws.
"""

from parity.estimates.montecarlo.axes import QUARTER, Axis, quarters
from parity.estimates.montecarlo.changes import Change, change_of
from parity.estimates.montecarlo.kinds import Cell, Floats
from parity.estimates.montecarlo.model import Link, Model
from parity.estimates.montecarlo.quantity import Quantity
from parity.estimates.montecarlo.reading import read_model
from parity.estimates.montecarlo.relation import Relation, relation
from parity.estimates.montecarlo.rows import cell_of
from parity.estimates.montecarlo.run import Cache, Random, Run, Scores

__all__ = [
    "QUARTER",
    "Axis",
    "Cache",
    "Cell",
    "Change",
    "Floats",
    "Link",
    "Model",
    "Quantity",
    "Random",
    "Relation",
    "Run",
    "Scores",
    "cell_of",
    "change_of",
    "quarters",
    "read_model",
    "relation",
]

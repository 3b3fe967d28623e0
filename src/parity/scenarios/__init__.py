"""What-ifs: files of dated changes to the quantities of the supply model, some of them read from the export rules."""

from parity.scenarios.changes import changes_of
from parity.scenarios.reading import UnknownScenario, load, scenario_names
from parity.scenarios.scenario import Rule, Scenario, Spread, Step

__all__ = ["Rule", "Scenario", "Spread", "Step", "UnknownScenario", "changes_of", "load", "scenario_names"]

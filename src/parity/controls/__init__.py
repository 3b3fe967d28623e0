"""Export controls and listings as dated data: which paragraph a chip meets on a day, and who is on which list."""

from parity.controls.affiliates import affiliates_rule
from parity.controls.batch import rule_batch
from parity.controls.batch_table import read_batch
from parity.controls.catalogue import UnknownChip, chip, chip_names, chips
from parity.controls.chips import Part
from parity.controls.destinations import Destination, UnknownDestination, destination
from parity.controls.entries import READ_ON, entries
from parity.controls.explain import Test
from parity.controls.foundry import Presumption, presume, presumed
from parity.controls.links import allowed, allowed_by_quarter, restricted_since, ruling_on
from parity.controls.listings import LISTS, Listing, UnknownFirm, listed_firms, listings, screen
from parity.controls.parameters import Citation, Parameter, parameters
from parity.controls.regimes import Regime, regimes, verified_until
from parity.controls.ruling import Ruling, rule_on
from parity.controls.screen_batch import read_names, screen_batch
from parity.controls.screening import HITS, Match, Screened, matches, screen_name
from parity.controls.spec import Spec, part_of, read_spec, stated
from parity.controls.timeline import Span, timeline
from parity.controls.whatif import ceilings, china_versions, fastest_outside

__all__ = [
    "Citation", "Destination", "HITS", "LISTS", "Listing", "Match", "Parameter", "Part", "Presumption", "READ_ON",
    "Regime", "Ruling", "Screened", "Span", "Spec", "Test", "UnknownChip", "UnknownDestination", "UnknownFirm",
    "affiliates_rule", "allowed", "allowed_by_quarter", "ceilings", "china_versions", "chip", "chip_names",
    "chips", "destination", "entries", "fastest_outside", "listed_firms", "listings", "matches", "parameters",
    "part_of", "presume", "presumed", "read_batch", "read_names", "read_spec", "regimes", "restricted_since",
    "rule_batch", "rule_on", "ruling_on", "screen", "screen_batch", "screen_name", "stated", "timeline",
    "verified_until",
]  # fmt: skip

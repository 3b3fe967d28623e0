"""Write the shipped rows from the publishers' files: `python tools/curate` (needs ../shared/data)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import arena
import arena_listed
import chips
import clusters
import eci
import frvt
import hardware
import labs
import models
import owid
import prices
import spec
import top500
import us_lists

for module in (
    eci, models, hardware, clusters, labs, owid, chips, arena_listed, arena, us_lists, top500, frvt, prices, spec,
):  # fmt: skip
    module.main()

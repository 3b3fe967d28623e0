"""Write the shipped rows from the publishers' files: `python tools/curate` (needs ../shared/data)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import arena
import chips
import eci
import hardware
import models
import owid

for module in (eci, models, hardware, owid, chips, arena):
    module.main()

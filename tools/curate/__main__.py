"""Write the shipped rows from the publishers' files: `python tools/curate` (needs ../shared/data)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import chips  # noqa: E402
import arena  # noqa: E402
import eci  # noqa: E402
import hardware  # noqa: E402
import models  # noqa: E402
import owid  # noqa: E402

for module in (eci, models, hardware, owid, chips, arena):
    module.main()

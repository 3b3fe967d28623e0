"""Write docs/validation.md from the code and the publishers' data: `python tools/validate` (about two minutes)."""

import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two processes share the machine; and sums in one order
sys.path.insert(0, str(Path(__file__).parent))

import page

if __name__ == "__main__":
    place = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
    place.write_text(page.write(), encoding="utf-8")
    print(f"{place}: written")

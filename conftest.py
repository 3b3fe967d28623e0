"""Tests and doctests answer from the shipped facts: a store that the developer keeps must not change them."""

import os
import tempfile

os.environ["PARITY_STORE"] = os.path.join(tempfile.gettempdir(), "parity-tests-no-store")  # noqa: PTH118 - a name, never made

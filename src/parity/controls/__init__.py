"""Export controls and listings as dated data."""

"""The self-contained pages and charts that show what Parity found; nothing is estimated here."""

"""One folder a source: `source.yml` says whose it is, `rows.csv` holds the shipped facts."""

from parity.sources.catalogue import shipped_facts, source, source_ids

__all__ = ["shipped_facts", "source", "source_ids"]

"""One folder a source: source.yml says whose it is, rows.csv holds the shipped facts."""

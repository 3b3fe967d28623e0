"""What comes from outside: downloads, later snapshots and vintages."""

"""The command line: each command is a thin door to one function of `parity.api`."""

"""Estimates of a later date: projections of frontiers and of the gap."""

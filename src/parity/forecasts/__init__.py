"""Estimates of a later date: projections of frontiers and of the gap."""

from parity.forecasts.drift import LOOKBACK_MONTHS, Projection, project

__all__ = ["LOOKBACK_MONTHS", "Projection", "project"]

"""What nobody has measured: ratios, lags, catch-up times and trends, as draws."""

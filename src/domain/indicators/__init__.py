"""Indicators: what is counted in the county and set against what, as dated data with its source."""

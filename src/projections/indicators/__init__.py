"""Indicators: counts over the read models, each of which opens to the persons or events that it counts."""

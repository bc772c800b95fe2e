"""Corrections and retractions: what was recorded wrongly stays on record and no longer counts."""

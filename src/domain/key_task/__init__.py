"""The key task stream: one task of a year's list, from being set to its score."""

"""Concerns for a person's safety, and unfitness for custody: found by people, for care alone."""

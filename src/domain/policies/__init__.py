"""Policies: terms, schedules, rule sets and pathways as dated data, so that an amended law is a new file."""

"""Addiction findings: whether a person is addicted, how seriously, and on what the finding rests."""

"""Benchmarks: us, the rivals and the limit, alternately in one run, as ratios, never as times."""

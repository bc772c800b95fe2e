"""The case stream: what enforcement statistics count of a case; no intelligence, nobody's name."""

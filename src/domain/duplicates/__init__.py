"""One person, two records: who may be the same, and what an officer decides about it."""

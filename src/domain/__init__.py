"""What may happen: events, states, decisions and law. Pure: no clock, no randomness, no I/O, no framework."""

"""What may happen: events, states, decisions, law and policies. Pure: no I/O, no clock, no framework."""

"""Penalties: what was decided, served and carried out. The custody of a detention is a measure."""

"""The venue stream: a display screen, a notice board or an education base, and what was invested in it."""

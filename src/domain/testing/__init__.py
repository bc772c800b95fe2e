"""Drug testing: ordered, taken, refused, evaded, forced, objected to, tested again in a laboratory."""

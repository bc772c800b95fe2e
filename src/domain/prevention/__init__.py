"""Prevention as a whole: what its registers come to together."""

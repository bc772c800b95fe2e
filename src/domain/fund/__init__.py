"""The fund stream: one line of a year's budget from one source, and what is spent from it."""

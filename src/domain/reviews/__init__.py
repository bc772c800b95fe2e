"""Reviews: a correction asks somebody to look again at every decision that rested on what was corrected."""

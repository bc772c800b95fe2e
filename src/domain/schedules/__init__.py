"""How often a person in a community measure is tested: a local rule; no law gives a number (戒毒条例 19)."""

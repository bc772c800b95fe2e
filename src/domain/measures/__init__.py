"""The eight measures that can be taken with a person: from the decision to its end."""

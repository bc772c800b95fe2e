"""Tier rules: facts about a person, conditions over them, and an answer that explains itself."""

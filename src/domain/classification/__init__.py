"""Tiers: a rule set proposes one, a named officer assigns it, the person objects, another officer reviews."""

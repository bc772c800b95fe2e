"""Handing the person over: offered by one unit, accepted or refused by another."""

"""Enforcement campaigns (专项行动): what one aims at; what it achieved is counted, never typed in."""

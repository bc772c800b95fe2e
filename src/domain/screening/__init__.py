"""Screening and outreach: whether there is reason to suspect drug use."""

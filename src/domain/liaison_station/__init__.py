"""Liaison stations in other regions (驻外工作站), and the years in which they were staffed."""

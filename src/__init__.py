"""Tongxin (同心): an event-sourced case-tracking service for a county narcotics-control office."""

__version__ = "0.1.0"

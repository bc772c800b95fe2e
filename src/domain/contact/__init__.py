"""Keeping in touch: visits, talks, contact lost and restored, leave from the county."""

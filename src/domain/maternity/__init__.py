"""Pregnancy and nursing: what stands in the way of custody (禁毒法 39). Facts and dates, no more."""

"""The media post stream: what the office published on a channel, and whether it still stands there."""

"""Where events are kept: PostgreSQL, group commit, the codec, the keys."""

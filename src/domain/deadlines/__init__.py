"""Time limits: when each runs out, what it rests on, whether it was kept. Nothing needs a timer."""

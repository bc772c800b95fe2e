"""What is known: folds from events to read models, the runner that keeps them current, and their queries."""

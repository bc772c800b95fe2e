"""What is known: pure folds from events to read models, with one runner and one rebuilder."""

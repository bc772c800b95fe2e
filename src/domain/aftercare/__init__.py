"""Care after a measure: milestones of a programme, the abstinence clock, the end of dynamic control."""

"""The person stream: one state made of the families' states, one decider made of theirs."""

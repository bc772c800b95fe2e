"""Where it is kept: the event store on PostgreSQL, its codec, keys and ledger."""

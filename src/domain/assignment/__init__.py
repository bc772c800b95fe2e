"""Who looks after the person: workers and officers assigned, and for how long."""

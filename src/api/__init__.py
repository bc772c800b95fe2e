"""Who may ask: HTTP, console and command line; each translates, none decides."""

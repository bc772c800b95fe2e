"""Building read models again from the events, beside the live ones, while commands and queries go on."""

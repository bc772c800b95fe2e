"""What a report is, whatever it is rendered as: figures that open, and where they come from."""

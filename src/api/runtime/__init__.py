"""What every way in needs: settings, the command service, the wiring."""

"""Help for the person and the family: aid granted and ended, work found and lost."""

"""What reports consist of and what scores are given for: the contents of policies. Nothing here is law."""

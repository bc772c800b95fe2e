"""The station stream: a centre, a station or an office of drug-control work, its posts and its trainings."""

"""The school programme stream: a school, and which items it did in which school year for whom."""

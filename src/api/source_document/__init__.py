"""The source document, held against what the reference data come to."""

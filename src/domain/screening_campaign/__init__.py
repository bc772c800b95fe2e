"""Screening campaigns (排查专项行动): whom one is about, who was screened, and how it ended."""

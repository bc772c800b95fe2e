"""Agreements with other regions to work together (区域协作), and the requests under them."""

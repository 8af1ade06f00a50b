"""Measurements of the product on this machine, with the table that the README shows."""

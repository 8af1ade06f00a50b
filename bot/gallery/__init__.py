"""Everything that the product draws, once each, from sample rows: cards, messages, modals and Homes.

`amends demo --gallery OUT.html` writes it into one file.
"""

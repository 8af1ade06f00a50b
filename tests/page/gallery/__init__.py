"""Everything that the product draws, once each, from sample rows: cards, messages, modals and Homes.

`python -m tests.page.gallery` shows it on the sandbox's page; with a folder it leaves pictures there.
"""

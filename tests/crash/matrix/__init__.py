"""Deaths x faults x networks: what becomes of one approved text, whatever happens on its way."""

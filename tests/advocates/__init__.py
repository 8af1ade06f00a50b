"""Who may be asked to speak up, how, and what comes of it."""

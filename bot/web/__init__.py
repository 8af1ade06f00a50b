"""HTTP in: the public door for webhooks and Slack, and the operators' door on a port of its own."""

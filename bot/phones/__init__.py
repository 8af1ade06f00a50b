"""Ways to call people outside of Slack, and the ping that says that all is well."""

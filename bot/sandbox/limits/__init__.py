"""Block Kit's limits, from the smallest object to a whole view (https://docs.slack.dev/reference/block-kit)."""

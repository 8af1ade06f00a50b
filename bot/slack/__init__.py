"""Everything that knows Slack: cards and modals as pure functions, the one client, the handlers of clicks."""

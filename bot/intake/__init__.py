"""Webhook body -> verified, normalised, unseen mention, durable before the answer."""

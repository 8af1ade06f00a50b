"""Promises, from the approval that makes them until somebody has kept them."""

"""Amends: calm, honest public apologies, drafted in seconds, approved by a person, published once."""

"""Mention + verdict -> the words of a reply: strategy first, then tone, playbook, facts and actions."""

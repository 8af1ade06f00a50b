"""The language model: answers, faults, the breaker and what is asked."""

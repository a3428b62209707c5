"""Papers that are made of what came in and what a plan proposes together."""

"""Planners' own papers in: personnel files and tables as departments keep them, made into a roster.

Readers of one paper each are pure functions on bytes or text; what they cannot read they tell.
"""

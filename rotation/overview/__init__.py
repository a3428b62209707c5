"""A scenario as it stands before any plan: what needs attention, the posts, the people.

Rests on the audit of the plan that moves nobody, and on the categories; knows no solver.
"""

"""The goals in their order of importance, on which a goal is dragged from tier to tier."""

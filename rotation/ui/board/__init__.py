"""The board on which people are dragged from seat to seat: teams beside each other."""

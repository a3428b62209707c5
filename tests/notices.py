"""Notices that a sound scenario may have: of what it says and no rule of its own reads."""

EVIDENCE = {"rules_without_data", "read_by_no_rule"}

"""Thin drawers of reports: a workbook, a page for printing. They choose no words and compute
nothing."""

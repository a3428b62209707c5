"""Thin drawers: a workbook, a page for printing, lines of a terminal. They choose no words and
compute nothing."""

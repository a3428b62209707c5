"""A plan, or several side by side, as sentences and tables in one language.

What they say is put together once here, and drawn as a workbook, as a page for printing, and on
the screen. Rests on `compare`, which computes, and on the words of `terminal`.
"""

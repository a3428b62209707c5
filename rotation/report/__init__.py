"""A plan, or several side by side, as sentences and tables of cells in one language.

What they say is put together once here, and drawn by `draw` and on the screen. Rests on `compare`,
which computes, and on the words of `wording`.
"""

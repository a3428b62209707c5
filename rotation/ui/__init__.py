"""The screen, drawn with Streamlit: pages and their parts. It draws and calls; it computes nothing.

A page is one file in `pages/` with a function `draw`, named in `navigation.PAGES`.
"""

"""The screen's entry, run by Streamlit: page config and navigation only (see rotation.ui.frame)."""

from rotation.ui.frame import run

run()

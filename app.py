"""The screen's entry, run by Streamlit: page config and navigation only (see rotation.ui.shell)."""

from rotation.ui.shell import run

run()

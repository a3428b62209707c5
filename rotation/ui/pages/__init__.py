"""One file a page; each has `draw() -> None`. See rotation.ui.navigation."""

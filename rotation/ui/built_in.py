"""Streamlit's own English words in the reader's language.

They cannot be set (streamlit/streamlit#1353), so the browser is told to put other words in their
place wherever they turn up outside of our own text. Messages of a lost connection are among them.
"""

from __future__ import annotations

import json

from rotation.ui.words import language, say

_EXACT = {
    "Select all": "select_all",
    "Deselect all": "deselect_all",
    "No results": "no_results",
    "Press Enter to apply": "press_enter",
    "Press Enter to submit form": "press_enter",
    "Choose an option": "choose",
    "Choose options": "choose",
    "Open": "open",
    "Dismiss": "dismiss",
    "Close": "close",
    "Increment": "more",
    "Decrement": "less",
    "Clear all": "clear_all",
    "Clear value": "clear_all",
    "Selected values": "selected",
    "Skip to main content": "skip",
    "Sidebar": "sidebar",
    "Collapse sidebar": "collapse",
    "Expand sidebar": "expand",
    "App pages": "pages",
    "Link to heading": "link",
    "Sort ascending": "ascending",
    "Sort descending": "descending",
    "Statistics": "statistics",
    "Format": "format",
    "Autosize": "autosize",
    "Pin column": "pin",
    "Unpin column": "unpin",
    "Hide column": "hide",
    "Copy column name": "copy_name",
    "Copied": "copied",
    "Choose date": "choose_date",
    "Previous month": "previous_month",
    "Next month": "next_month",
    "Running...": "running",
    "Stop": "stop",
    "Connecting": "connecting",
    "Connection error": "no_connection",
    "Page not found": "no_page",
    "The page that you have requested does not seem to exist. "
    "Running the app's main page.": "no_page_text",
}
_PATTERNS = {
    r"^Help for \**(.*?)\**$": "help_for",
    r"^Remove (.*)$": "remove",
    r"^(\d+) options? available\.$": "available",
    r"^Choose date, (.*)$": "choose_date_in",
}
"""With one group, which goes where the sentence says {what}."""


def script() -> str:
    """The script that does it; once in a page it goes on by itself."""
    if language() == "en":
        return "window.rotationWords = {exact: {}, patterns: []};"
    exact = {english: say(f"built_in.{key}") for english, key in _EXACT.items()}
    patterns = [[pattern, say(f"built_in.{key}", what="$1")] for pattern, key in _PATTERNS.items()]
    words = json.dumps({"exact": exact, "patterns": patterns}, ensure_ascii=False)
    return f"window.rotationWords = {words}; {_OBSERVE}"


_OBSERVE = """
(() => {
  const said = (text) => {
    const {exact, patterns} = window.rotationWords;
    const bare = text.trim();
    if (Object.hasOwn(exact, bare)) return exact[bare];
    for (const [pattern, put] of patterns) {
      const found = new RegExp(pattern);
      if (found.test(bare)) return bare.replace(found, put);
    }
    return null;
  };
  const own = '[data-testid="stMarkdownContainer"], script, style';
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = node.parentElement?.closest(own) ? null : said(node.nodeValue);
      if (words !== null && words !== node.nodeValue) node.nodeValue = words;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const words = node.hasAttribute(name) ? said(node.getAttribute(name)) : null;
      if (words !== null && words !== node.getAttribute(name)) node.setAttribute(name, words);
    }
    node.childNodes.forEach(look);
  };
  look(document.body);
  if (window.rotationObserver) return;
  window.rotationObserver = new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(look);
      if (change.type !== "childList") look(change.target);
    }
  });
  window.rotationObserver.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["aria-label", "title", "placeholder"],
  });
})();
"""

"""What stands around every page: the sidebar with who is at the screen, the page's language and
dress, and Streamlit's own English words in the reader's language."""

from __future__ import annotations

import getpass
import json
from urllib.parse import quote, unquote

import streamlit as st

from rotation.ui import address, html
from rotation.ui.words import bare, language, say

ICON = "🔁"  # an icon font's name would make the browser ask an outside host


_SWITCH = "language"
_LANGUAGES = {"zh": "中文", "en": "English"}


def language_switch() -> None:
    st.session_state[_SWITCH] = language()  # the URL decides, also where one goes back in it
    st.segmented_control(
        say("language"),
        list(_LANGUAGES),
        format_func=_LANGUAGES.__getitem__,
        required=True,
        key=_SWITCH,
        on_change=_switched,
    )


def _switched() -> None:
    address.put(lang=st.session_state[_SWITCH])


COOKIE = "rotation_person"
_PERSON = "person"
_A_YEAR = 365 * 24 * 3600


def author() -> str:
    """The name to be kept with what is saved."""
    return str(st.session_state.get(_PERSON) or "").strip() or _usual_name()


def ask_for_name() -> None:
    """The field for the name."""
    st.text_input(
        say("person.label"), key=_PERSON, value=_usual_name(), max_chars=40, help=say("person.help")
    )


def _keep_name() -> str:
    """What makes the browser keep the name."""
    value = f"{COOKIE}={quote(author())}; max-age={_A_YEAR}; path=/; SameSite=Strict"
    return f'document.cookie = "{value}";'


def _usual_name() -> str:
    """The name that was given before, else that of the account on this machine."""
    kept = unquote(str(st.context.cookies.get(COOKIE, ""))).strip()
    if kept:
        return kept[:40]
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return say("person.nobody")


_TAGS = {"zh": "zh-CN", "en": "en"}


def dress() -> None:
    """Once in a run."""
    st.html(f"<style>{_SPACING}{html.STYLE}{_words_covered()}</style>")
    tag = json.dumps(_TAGS[language()])
    own = f"document.documentElement.lang = {tag};{_keep_name()}"
    scripts = f"{own}{_STEPS_BACK}{_LINKS}{_words_replaced()}"
    st.html(f"<script>{scripts}</script>", unsafe_allow_javascript=True)


# Streamlit makes a step to go back by of every change of the address. Not to be one: an address
# that names no scenario yet and is completed at once, and unsaved changes getting their name.
_STEPS_BACK = """
(() => {
  if (window.rotationSteps) return;
  window.rotationSteps = true;
  const push = history.pushState.bind(history);
  const but = (url) => {
    const words = new URLSearchParams(url.search);
    words.delete("draft");
    words.sort();
    return url.pathname + "?" + words;
  };
  history.pushState = (state, title, to) => {
    const here = new URL(location.href), next = new URL(to ?? here, here);
    const passing = !here.searchParams.has("scenario") || but(here) === but(next);
    (passing ? history.replaceState.bind(history) : push)(state, title, to);
  };
})();
"""
# A link in a text of ours would load the whole page anew, which takes seconds; as if somebody had
# gone back to it, it takes a moment.
_LINKS = """
(() => {
  if (window.rotationLinks) return;
  window.rotationLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stHtml"] a[href]');
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || elsewhere || link.origin !== location.origin) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
})();
"""
_SPACING = """
[data-testid="stMainBlockContainer"] { padding: 1.6rem 2.2rem 3rem; max-width: 1500px; }
[data-testid="stCaptionContainer"], [data-testid="stExpander"] summary { opacity: 0.78; }
[data-testid="stMetricValue"] { font-size: 1.6rem; }
h1 { padding-top: 0; }
[data-testid="stHeading"] h2 { padding: 0.5rem 0 1rem; }
[data-testid="stMarkdownContainer"] h3 { font-size: 1.1rem; }
[data-testid="stElementToolbar"] [aria-label="Show data"] { display: none; }
[data-testid="stPageLink-NavLink"] { background: none; padding-left: 0; }
[data-testid="stPageLink-NavLink"] * { color: #1f5582; font-weight: 500; }
[data-testid="stPageLink-NavLink"] p::after { content: " →"; }
.st-key-head { column-gap: 1.2rem; row-gap: 0.2rem; }
.st-key-next_step a { padding: 0.25rem 0.8rem; border: 1px solid #1f5582; border-radius: 4px; }
"""


def _words_covered() -> str:
    """Words of the file uploader that no argument sets (streamlit/streamlit#1353)."""
    button, hint = (
        json.dumps(say(f"upload.{key}"), ensure_ascii=False) for key in ("button", "hint")
    )
    return f"""
[data-testid="stFileUploaderDropzone"] button > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button::after {{ content: {button}; }}
[data-testid="stFileUploaderDropzoneInstructions"] > * {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: {hint}; }}
"""


_BUILT_IN = {
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
    "Type to search": "type_to_search",
    "Previous Result": "previous_result",
    "Next Result": "next_result",
    "Close Search": "close_search",
    "Show/hide columns": "columns",
    "Search": "search",
    "Fullscreen": "fullscreen",
    "Add row": "add_row",
    "(index)": "index",
    "Delete row(s)": "delete_rows",
    "Close fullscreen": "small_again",
    "Exit fullscreen": "small_again",
    "Copy to clipboard": "copy",
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
_BUILT_IN_PATTERNS = {
    r"^Help for \**(.*?)\**$": "help_for",
    r"^Remove (.*)$": "remove",
    r"^(\d+) results?$": "results",
    r"^(\d+) options? available\.$": "available",
    r"^Choose date, (.*)$": "choose_date_in",
    r"^Download as (PNG|SVG)$": "download_as",
}
"""With one group, which goes where the sentence says {what}."""


def _words_replaced() -> str:
    """A script; once in a page it goes on by itself. Streamlit's words cannot be set
    (streamlit/streamlit#1353), so the browser puts others in their place wherever they turn up
    outside of our own text. Messages of a lost connection are among them."""
    if language() == "en":
        return "window.rotationWords = {exact: {}, patterns: []};"
    exact = {english: say(f"built_in.{key}") for english, key in _BUILT_IN.items()}
    patterns = [
        [pattern, bare(f"built_in.{key}", what="$1")] for pattern, key in _BUILT_IN_PATTERNS.items()
    ]
    words = json.dumps({"exact": exact, "patterns": patterns}, ensure_ascii=False)
    return f"window.rotationWords = {words}; {_REPLACE_BUILT_IN}"


_REPLACE_BUILT_IN = """
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

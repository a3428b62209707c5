"""What the store refuses, as one sentence for a planner."""

from __future__ import annotations

import datetime as dt

from rotation.errors import StoreError
from rotation.locales import text


def sentence(error: StoreError, lang: str) -> str:
    """What was refused, and what to do. Times are shown as the clock on the wall shows them."""
    values = {name: _shown(value) for name, value in error.values.items()}
    return text(f"store.refused.{error.code}", lang, **values)


def _shown(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    return str(value)

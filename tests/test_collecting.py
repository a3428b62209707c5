"""The search for garbage stops while a block runs, and goes on afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from rotation.collecting import without_collecting


def test_the_search_goes_on_after_the_block() -> None:
    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_and_after_an_error() -> None:
    with pytest.raises(ValueError, match="case"), without_collecting():
        raise ValueError("case")
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with without_collecting(), without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

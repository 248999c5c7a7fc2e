"""What several pages say of the same papers, computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar, TypeVarTuple

# Results that one function keeps; a catalogue needs fewer.
_MAX_RESULTS: Final = 64

_Parameters = TypeVarTuple("_Parameters")
_Result = TypeVar("_Result")


def remembered(
    function: Callable[[*_Parameters], _Result],
) -> Callable[[*_Parameters], _Result]:
    """Return ``function``, remembering its results by the identity of its arguments.

    Texts count by value. Neither arguments nor results may be changed later. A catalogue and its
    tuples of papers are too large to be compared or hashed.
    """
    known: dict[tuple[int | str, ...], tuple[object, _Result]] = {}

    @wraps(function)
    def result(*arguments: *_Parameters) -> _Result:
        key = tuple(one if isinstance(one, str) else id(one) for one in arguments)
        if key not in known:
            if len(known) >= _MAX_RESULTS:
                known.clear()
            # With the arguments, so that no later object has one of their ids.
            known[key] = arguments, function(*arguments)
        return known[key][1]

    return result

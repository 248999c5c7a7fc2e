"""A cache of segmented texts in a file: starting jieba takes a fifth of a second.

The file carries a digest of its content and of all that made it; any other file is ignored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

from macros.catalogue.patterns import HAN
from macros.editing.files import write_whole
from macros.search.segmentation import Segment, segmentation

_LIBRARIES: Final = ("jieba", "opencc-python-reimplemented")


def cached_segmentation(texts: Iterable[str], terms: Sequence[str], cache: Path | None) -> Segment:
    """Return ``segmentation(texts, terms)``; the file ``cache`` keeps its results.

    If the file cannot be written, the next build segments again.
    """
    if cache is None:
        return segmentation(texts, terms)
    segmented = _load(cache, terms)
    before = set(segmented)
    segment = segmentation(texts, terms, segmented)
    if segmented.keys() != before:
        stored = {"digest": _digest(segmented, terms), "texts": segmented}
        with suppress(OSError):
            write_whole(cache, json.dumps(stored, ensure_ascii=False))
    return segment


def _load(cache: Path, terms: Sequence[str]) -> dict[str, str]:
    try:
        stored = json.loads(cache.read_text(encoding="utf-8"))
        segmented: dict[str, str] = stored["texts"]
        return segmented if stored["digest"] == _digest(segmented, terms) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _digest(segmented: Mapping[str, str], terms: Sequence[str]) -> str:
    program = Path(__file__).with_name("segmentation.py").read_text(encoding="utf-8")
    made_by = [*map(version, _LIBRARIES), HAN.pattern, program, list(terms)]
    content = json.dumps([made_by, segmented], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()

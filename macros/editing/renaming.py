"""New ids for categories and labels: in their own file, in every paper, in the issue form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from macros.catalogue.localized_texts import text_hash
from macros.catalogue.model import Category, Label
from macros.catalogue.sources import SourceRecord, Sources
from macros.catalogue.yaml_source import Plain, items_of, mapping_of
from macros.catalogue.yaml_writer import scalar, written
from macros.editing.store import Drafts, changed_paper
from macros.proposals.issue_form import ISSUE_FORM
from macros.translations import LOCALES

Kind: TypeAlias = Literal["category", "label"]

# The file, which is also the key in papers; its schema; the key of the title.
_LISTED: Final[Mapping[Kind, tuple[str, Any, str]]] = {
    "category": ("categories", tuple[Category, ...], "title"),
    "label": ("labels", tuple[Label, ...], "name"),
}


def renamed(
    sources: Sources, kind: Kind, old: str, new: str, texts: Mapping[str, str | None]
) -> Drafts:
    """Return the files that change when a category or label is renamed to ``new``.

    ``texts`` are the titles by locale; if a label's English name is its id, both change. The old
    id is kept as a former one. Raises KeyError for an unknown ``old``.
    """
    key, schema, shown = _LISTED[kind]
    listed: SourceRecord[Any] = getattr(sources, key)
    source = listed.source()
    items = items_of(source.value)
    known = [item for item in items if isinstance(item, dict) and item.get("id") == old]
    if not known:
        raise KeyError(old)
    before = known[0][shown]
    titles = mapping_of(before)
    given = {locale: text for locale, text in texts.items() if text}
    if kind == "label" and titles.get("en") == old:
        given = {"en": new, **given}
    after = _translated(titles, given)
    item = _with_id(known[0], new) | {shown: after}
    content = written([item if one is known[0] else one for one in items], schema, source)
    drafts: Drafts = {listed.file: content}
    form = sources.folder.parent / ISSUE_FORM
    if form.is_file():
        offered = form.read_text(encoding="utf-8")
        renewed = offered.replace(_option(titles), _option(after))
        drafts |= {form: renewed} if renewed != offered else {}
    for record in sources.papers if old != new else ():
        if old in getattr(record.content, key):
            names: list[Plain] = [
                new if name == old else name for name in getattr(record.content, key)
            ]
            drafts |= changed_paper(record, {key: names})
    return drafts


def _with_id(item: dict[str, Plain], new: str) -> dict[str, Plain]:
    """Return a category or label with a new id, which is removed from its other names."""
    if item.get("id") == new:
        return item
    names = {key: item.get(key) for key in ("former_ids", "aliases")}
    lists = {key: items_of(value) for key, value in names.items()}
    other = {key: [one for one in value if one != new] for key, value in lists.items()}
    return {**item, "id": new, **other, "former_ids": [*other["former_ids"], item.get("id")]}


def _translated(known: Mapping[str, Plain], given: Mapping[str, str]) -> dict[str, Plain]:
    """Return a text with new translations; the marks of its Chinese are updated."""
    texts: dict[str, Plain] = {**known, **given}
    if "zh" not in given and known.get("same_in_zh") == "true":
        texts["zh"] = texts["en"]
    texts["same_in_zh"] = "true" if texts.get("zh") == texts["en"] else None
    if "zh" in given and known.get("translates"):
        texts["translates"] = text_hash(str(texts["en"]))
    return texts


def _option(texts: Mapping[str, Plain]) -> str:
    """Return the line of the issue form that offers a category or a label."""
    title = " · ".join(str(texts.get(locale) or texts["en"]) for locale in LOCALES)
    return f"        - {scalar(title)}\n"

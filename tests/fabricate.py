"""Writes a fabricated, valid catalogue of any size; the same seed gives the same bytes.

From a shell: ``python tests/fabricate.py FOLDER --papers 1000 --seed 0``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from macros.catalogue.loading import SCHEMAS
from macros.catalogue.localized_texts import text_hash
from macros.catalogue.model import Paper
from macros.catalogue.yaml_source import Plain
from macros.catalogue.yaml_writer import written

FIRST_YEAR: Final = 2018
LAST_MONTH: Final = (2026, 6)
CATEGORIES: Final = (
    ("2d-audio-driven", "2D-Audio-Driven", "2D 音频驱动"),
    ("2d-video-driven", "2D-Video-Driven", "2D 视频驱动"),
    ("3d-audio-driven", "3D-Audio-Driven", "3D 音频驱动"),
)
LABELS: Final = (
    ("Diffusion", "扩散模型"),
    ("Emotional", "情感控制"),
    ("Implicit-keypoints", "隐式关键点"),
    ("3D-volume", "3D 体表示"),
    ("StyleGAN", "基于 StyleGAN"),
    ("Editable", "可编辑"),
)
VENUES: Final = ("CVPR", "ICCV", "ECCV", "NeurIPS", "SIGGRAPH", "SIGGRAPH Asia", "ACM MM", "AAAI")
_FIRST: Final = [
    "Vivid",
    "Deep",
    "Hyper",
    "Neural",
    "Emo",
    "Style",
    "Real",
    "Meta",
    "Free",
    "Echo",
    "Syn",
    "Flow",
    "Gauss",
    "Wave",
]
_SECOND: Final = [
    "Talker",
    "Head",
    "Portrait",
    "Face",
    "Lip",
    "Speech",
    "Motion",
    "Avatar",
    "Voice",
    "Actor",
    "Pose",
]
_MANNER: Final = [
    "Lifelike",
    "Controllable",
    "One-Shot",
    "Real-Time",
    "Expressive",
    "Faithful",
    "Efficient",
]
_DRIVER: Final = ["Audio-Driven", "Speech-Driven", "Video-Driven", "Text-Driven", "Emotion-Aware"]
_THING: Final = ("Talking Head Generation", "Portrait Animation", "3D Facial Animation", "Dubbing")
_MEANS: Final = [
    "Diffusion",
    "Keypoints",
    "Codebooks",
    "Transformers",
    "Priors",
    "Attention",
    "Gaussians",
]
_FAMILY: Final = [
    "Wang",
    "Li",
    "Zhang",
    "Liu",
    "Chen",
    "Smith",
    "García",
    "Kim",
    "Tanaka",
    "Müller",
    "Nowak",
    "Rossi",
]
_GIVEN: Final = [
    "Wei",
    "Jing",
    "Hao",
    "Ana",
    "Tom",
    "Yuki",
    "Min",
    "Lena",
    "Piotr",
    "Marco",
    "Xin",
    "Sofia",
]


def fabricate(folder: Path, papers: int, seed: int = 0) -> Path:
    """Write a catalogue of ``papers`` papers and ``papers // 100 + 6`` datasets; return it."""
    source = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, Plain] = {
        "site.yml": _site(),
        "categories.yml": [*_categories()],
        "labels.yml": [*_labels()],
        "terms.yml": [{"en": ["talking head"], "zh": ["说话人头"]}],
        "datasets.yml": [*_datasets(source, papers // 100 + 6)],
    }
    for name, content in contents.items():
        (folder / name).write_text(written(content, SCHEMAS[name]), encoding="utf-8")
    (folder / "papers").mkdir(exist_ok=True)
    for record in _papers(source, papers):
        file = folder / "papers" / str(record["date"])[:4] / f"{record['id']}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(record, Paper), encoding="utf-8")
    return folder


def _localized(en: str, zh: str) -> dict[str, Plain]:
    return {"en": en, "zh": zh}


def _site() -> dict[str, Plain]:
    return {
        "name": _localized("Fabricated Talking Heads", "虚构说话人头论文集"),
        "short_name": _localized("Fabricated", "虚构论文"),
        "description": _localized("A made-up list for measurements.", "用于测量的虚构清单。"),
        "introduction": _localized("Nothing here **exists**.", "这里的一切都**不存在**。"),
        "community": {
            "name": _localized("The Circle", "圈子"),
            "text": _localized("Join **us**.", "欢迎**加入**。"),
            "url": "https://community.example.org/join",
        },
        "repository": "https://code.example.org/fabricated/papers",
    }


def _categories() -> Iterator[dict[str, Plain]]:
    for category_id, en, zh in CATEGORIES:
        yield {
            "id": category_id,
            "title": _localized(en, zh),
            "description": _localized(f"Papers on {en}.", f"{zh}方向的论文。"),
            "arxiv_terms": [en.lower().replace("-", " ")],
        }


def _labels() -> Iterator[dict[str, Plain]]:
    for en, zh in LABELS:
        yield {"id": en, "name": _localized(en, zh)}


def _datasets(source: random.Random, count: int) -> Iterator[dict[str, Plain]]:
    years = sorted((source.randint(FIRST_YEAR, LAST_MONTH[0]) for _ in range(count)), reverse=True)
    for number, year in enumerate(years):
        name = f"{source.choice(_FIRST)}{source.choice(_SECOND)}-{number}"
        hours = source.randint(5, 500)
        yield {
            "name": name,
            "year": str(year),
            "description": _localized(
                f"{hours} hours of **{source.choice(_MANNER).lower()}** video",
                f"{hours} 小时的**高质量**视频",
            ),
            "url": f"https://data.example.org/{name.lower()}/",
        }


def _papers(source: random.Random, count: int) -> Iterator[dict[str, Plain]]:
    for number in range(count):
        year = source.randint(FIRST_YEAR, LAST_MONTH[0])
        month = source.randint(1, LAST_MONTH[1] if year == LAST_MONTH[0] else 12)
        name = f"{source.choice(_FIRST)}{source.choice(_SECOND)}{number}"
        yield _paper(source, name, year, month, number)


def _paper(
    source: random.Random, name: str, year: int, month: int, number: int
) -> dict[str, Plain]:
    slug = name.lower()
    arxiv = f"{year % 100:02d}{month:02d}.{number % 100_000:05d}"
    on_arxiv = source.random() < 0.85
    preprint = on_arxiv and source.random() < 0.5
    publication: dict[str, Plain] = {"venue": "arXiv" if preprint else source.choice(VENUES)}
    if not preprint:
        publication["year"] = str(year + source.randint(0, 1))
    publication["url"] = (
        f"https://arxiv.org/abs/{arxiv}" if on_arxiv else f"https://papers.example.org/{slug}.pdf"
    )
    title = (
        f"{name}: {source.choice(_MANNER)} {source.choice(_DRIVER)} {source.choice(_THING)} "
        f"with {source.choice(_MEANS)}"
    )
    record: dict[str, Plain] = {
        "id": slug,
        "title": title,
        "date": f"{year}-{month:02d}",
        "categories": _some(source, [category[0] for category in CATEGORIES], 1, 2),
        "publication": publication if source.random() < 0.97 else None,
        "arxiv": arxiv if on_arxiv else None,
        "project": _maybe(source, 0.6, f"https://{slug}.example.org/"),
        "code": _maybe(source, 0.6, f"https://code.example.org/lab/{name}"),
        "blog": _maybe(source, 0.15, f"https://blog.example.org/{slug}"),
        "labels": _some(source, [label[0] for label in LABELS], 0, 3),
        "authors": [
            f"{source.choice(_GIVEN)} {family}" for family in _some(source, list(_FAMILY), 0, 5)
        ],
    }
    if source.random() < 0.2:
        english = f"{name} animates a face with **{source.choice(_MEANS).lower()}**."
        record["summary"] = {
            "en": english,
            "zh": f"{name} 利用**新方法**生成人脸动画。",
            "translates": text_hash(english),
        }
    return record


def _maybe(source: random.Random, share: float, value: str) -> str | None:
    return value if source.random() < share else None


def _some(source: random.Random, values: list[str], least: int, most: int) -> list[Plain]:
    return list(source.sample(values, source.randint(least, most)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    fabricate(options.folder, options.papers, options.seed)


if __name__ == "__main__":
    main()

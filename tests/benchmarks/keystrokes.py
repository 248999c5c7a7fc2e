"""What is typed into the search of a fabricated catalogue, letter by letter."""

from __future__ import annotations

from typing import Final

_TYPED: Final = (
    "EchoFace982",
    "talking head diffusion",
    "cvpr 2023 emotional",
    "garcia one-shot",
    "portrait animation with transformers",
    "waveavtar",
    "2d audio driven 2024",
    "扩散模型 neurips",
    "说话人头生成",
    "zzzz",
)

# Every state of the text field between the first letter and the last.
KEYSTROKES: Final = [typed[: end + 1] for typed in _TYPED for end in range(len(typed))]

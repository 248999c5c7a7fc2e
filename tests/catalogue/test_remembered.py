"""A result is computed once for the same objects, and again for others."""

from __future__ import annotations

from macros.catalogue.remembered import remembered


def test_a_result_is_remembered_for_the_same_objects_and_equal_texts() -> None:
    computed: list[tuple[tuple[int, ...], str]] = []

    @remembered
    def total(numbers: tuple[int, ...], name: str) -> str:
        computed.append((numbers, name))
        return f"{name}: {sum(numbers)}"

    numbers = tuple(range(3))
    others = tuple(range(4))
    names = ["".join(letters) for letters in ("ab", "ab", "cd")]
    assert [total(numbers, name) for name in names] == ["ab: 3", "ab: 3", "cd: 3"]
    assert total(others, "ab") == "ab: 6"
    assert computed == [(numbers, "ab"), (numbers, "cd"), (others, "ab")]


def test_a_new_object_never_gets_the_result_of_one_that_is_gone() -> None:
    @remembered
    def length(numbers: tuple[int, ...]) -> int:
        return len(numbers)

    for size in range(1000):
        assert length(tuple(range(size))) == size

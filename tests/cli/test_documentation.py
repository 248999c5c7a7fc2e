"""The guide for curators documents every command and option, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from click import Command, Group

from macros.cli import app
from macros.network.settings import ENVIRONMENT

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {"en": DOCS / "commands.md", "zh": DOCS / "commands.zh.md"}


def command_line() -> Group:
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    return group  # type: ignore[return-value]


def options(command: Command) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            yield from parameter.opts


def own_options(command: Command) -> set[str]:
    """The options of a command without those every command has."""
    return {*options(command)} - {"--quiet", "-q"}


def sections(guide: Path) -> dict[str, str]:
    """The text of the guide by level-two heading; the text before the first one under ''."""
    parts = re.split(r"^## (.+)$", guide.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("locale", GUIDES)
def test_every_command_has_its_section_in_the_order_of_the_help(locale: str) -> None:
    headings = [heading for heading in sections(GUIDES[locale]) if "catalogue" in heading]
    assert headings == [f"`catalogue {name}`" for name in command_line().commands]


@pytest.mark.parametrize("locale", GUIDES)
@pytest.mark.parametrize("name", command_line().commands)
def test_every_option_of_a_command_is_documented(locale: str, name: str) -> None:
    section = sections(GUIDES[locale])[f"`catalogue {name}`"]
    documented = set(re.findall(r"`(-{1,2}[a-z][a-z-]*)", section))
    assert documented == own_options(command_line().commands[name]) | (
        {"--title", "--date"} if name == "add" else set()
    )


@pytest.mark.parametrize("locale", GUIDES)
def test_every_shared_option_is_documented(locale: str) -> None:
    documented = set(re.findall(r"`(-{1,2}[a-z][a-z-]*)", sections(GUIDES[locale])[""]))
    assert documented == {*options(command_line()), "--help", "-h"}


@pytest.mark.parametrize("locale", GUIDES)
def test_every_variable_of_the_environment_is_documented(locale: str) -> None:
    variables = [f"CATALOGUE_{name.upper()}" for name in ENVIRONMENT]
    guide = GUIDES[locale].read_text(encoding="utf-8")
    for variable in (*variables, "CATALOGUE_DATA", "NO_COLOR"):
        assert f"`{variable}`" in guide


def test_both_languages_show_the_same_commands() -> None:
    def examples(guide: Path) -> list[str]:
        return re.findall(
            r"^```.*?^```$", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )

    assert examples(GUIDES["en"]) == examples(GUIDES["zh"])
    assert len(sections(GUIDES["en"])) == len(sections(GUIDES["zh"]))


@pytest.mark.parametrize("name", command_line().commands)
def test_the_examples_of_the_guide_are_valid_calls(name: str) -> None:
    command = command_line().commands[name]
    section = sections(GUIDES["en"])[f"`catalogue {name}`"]
    calls = re.findall(rf"^ *catalogue {name}(.*)$", section + (command.help or ""), re.MULTILINE)
    assert calls
    known = set(options(command))
    for call in calls:
        assert set(re.findall(r"(?<!\S)(--[a-z-]+)", call)) <= known


@pytest.mark.parametrize("name", command_line().commands)
def test_every_command_explains_itself_by_example(name: str) -> None:
    command = command_line().commands[name]
    assert f"catalogue {name}" in (command.help or "")
    assert "Examples" in (command.help or "")


def test_the_workflows_call_commands_that_exist() -> None:
    files = sorted((DOCS.parent / ".github/workflows").glob("*.yml"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    calls = re.findall(r"bin/catalogue (\w+)(.*)$", text, re.MULTILINE)
    assert calls
    for name, arguments in calls:
        known = set(options(command_line().commands[name]))
        assert set(re.findall(r"(?<!\S)(--[a-z-]+)", arguments)) <= known

"""The reader with which scripts look at Discord's Markdown: it must find harm where there is some."""

import pytest

from tests.conversation.discord_words import harms, shown


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("**Saved.** You agreed to:", "Saved. You agreed to:"),
        (r"2 \* 3 \* 4 \\ 5 \_x\_", r"2 * 3 * 4 \ 5 _x_"),
        ("group `**x** @everyone` here", "group **x** @everyone here"),
        (r"a \`tick\` **b**", "a `tick` b"),
        ("**\\*\\*loud\\*\\***", "**loud**"),
    ],
)
def test_what_a_reader_sees(written: str, words: str) -> None:
    """REQUIRES that marks and backslashes go and every other letter stays, in code all of them."""
    assert shown(written) == words
    assert harms(written) == []


@pytest.mark.parametrize(
    ("written", "harm"),
    [
        ("hello @everyone", "everyone"),
        ("<@123> <#4> </ban:1> <t:1:R> <:x:1>", "mention"),
        ("see https://evil.example", "address"),
        ("discord.gg/evil", "invitation"),
        ("[x](y)", "link"),
        ("||x||", "spoiler"),
        ("__x__", "underline"),
        ("~~x~~", "strike"),
        ("one\n# two", "heading"),
        ("one\n> two", "quote"),
    ],
)
def test_harm_is_found(written: str, harm: str) -> None:
    """REQUIRES that what a client would make something of is found, and is not where it stands as code."""
    assert harm in harms(written)
    assert harms("`" + written.replace("\n", " ") + "`") == []

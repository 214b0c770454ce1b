"""What Discord's own description of requests catches."""

from typing import Any

import pytest

from tests.standin.discord.schema import complaint

SEND = ("POST", "/channels/1/messages")
ANSWER = ("POST", "/interactions/1/token/callback")
PUT = ("PUT", "/applications/1/commands")


def row(*labels: str, custom_id: str = "x") -> dict[str, Any]:
    """Return a row of buttons."""
    return {
        "type": 1,
        "components": [{"type": 2, "style": 1, "label": label, "custom_id": custom_id + label} for label in labels],
    }


def form(**change: Any) -> dict[str, Any]:
    """Return a form with one field."""
    field = {"type": 4, "style": 1, "custom_id": "words", "max_length": 100}
    data = {"custom_id": "token", "title": "A question"}
    label = {"type": 18, "label": "Name", "component": field}
    return {"type": 9, "data": {**data, "components": [label], **change}}


@pytest.mark.parametrize(
    ("route", "body"),
    [
        (
            SEND,
            {"content": "hello", "tts": False, "components": [row("Yes", "No")], "nonce": "1", "enforce_nonce": True},
        ),
        (SEND, {"content": "hello", "allowed_mentions": {"parse": []}, "message_reference": {"message_id": 5}}),
        (("POST", "/users/@me/channels"), {"recipient_id": 123456789012345678}),
        (ANSWER, {"type": 5, "data": {"flags": 64}}),
        (ANSWER, {"type": 6}),
        (ANSWER, {"type": 7, "data": {"content": "changed", "components": [], "tts": False}}),
        (ANSWER, form()),
        (("PATCH", "/webhooks/1/token/messages/@original"), {"content": "x", "attachments": [{"id": 0}]}),
        (PUT, [{"name": "a", "description": "b", "nsfw": False, "default_member_permissions": "32"}]),
        (("PUT", "/guilds/1/members/2/roles/3"), None),
    ],
)
def test_honest_requests_are_taken(route: tuple[str, str], body: Any) -> None:
    """Have nothing against what discord.py and an honest adapter send."""
    assert complaint(*route, body) == ""


@pytest.mark.parametrize(
    ("route", "body", "where"),
    [
        (SEND, {"contents": "hello"}, "contents"),
        (SEND, {"content": 5}, "$.content"),
        (SEND, {"content": "x", "components": [row(*"abcdef")]}, "$.components[0]"),
        (
            SEND,
            {"content": "x", "components": [row("a", custom_id="x" * 100)]},
            "[0].components[0].custom_id",
        ),
        (SEND, {"content": "x", "components": [row("a" * 81)]}, "$.components[0].components[0].label"),
        (SEND, {"content": "x", "allowed_mention": {}}, "allowed_mention"),
        (SEND, {"content": "x", "allowed_mentions": {"parse": ["nobody"]}}, "$.allowed_mentions"),
        (("POST", "/users/@me/channels"), {"recipient_id": "me"}, "$.recipient_id"),
        (ANSWER, {"type": 3}, "$.type"),
        (ANSWER, {"data": {}}, "'type' is a required property"),
        (ANSWER, form(title="t" * 46), "$.data.title"),
        (ANSWER, form(custom_id="c" * 101), "$.data.custom_id"),
        (ANSWER, form(components=[]), "$.data.components"),
        (ANSWER, {"type": 4, "data": {"content": "x", "ephemeral": True}}, "ephemeral"),
        (PUT, [{"description": "b"}], "'name' is a required property"),
        (PUT, [{"name": "a", "description": "b", "contexts": [3]}], "$[0].contexts"),
        (
            PUT,
            [{"name": "a", "description": "b", "options": [{"name": "f", "type": 12}]}],
            "options[0]",
        ),
        (("PATCH", "/guilds/1/members/2"), {"timeout": "2030-01-01T00:00:00Z"}, "timeout"),
        (("POST", "/channels/1/invites"), {"max_age": 0}, "no description"),
    ],
)
def test_a_request_against_the_description_is_named(route: tuple[str, str], body: Any, where: str) -> None:
    """Say where in a body the fault lies, misspelt keys and lengths among them."""
    assert where in complaint(*route, body)

"""The product's texts, read once."""

import pytest

from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(Messages.load())

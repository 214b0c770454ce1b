"""A small world of catalogues, so that no test depends on the product's own texts."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer

Catalogues = Mapping[str, Mapping[str, object]]
WORDS = "{{PLURAL:$1|$1 zero|$1 one|$1 two|$1 few|$1 many|$1 other}}"
TEXTS: Catalogues = {
    "en": {
        "@metadata": {"authors": ["A translator"]},
        "i18n-plain": "Nothing is kept about you.",
        "i18n-hello": "Hello $1, welcome to $2.",
        "i18n-first": "$1 joined.",
        "i18n-words": "{{PLURAL:$1|0=no word|$1 word|$1 words}}",
        "i18n-heading": "'''About $1'''\nfor all",
        "i18n-day": "Until $1",
        "i18n-gender": "{{GENDER:$1|his|her|their}} choice of $2",
        "i18n-nested": "{{PLURAL:$1|one {{GENDER:$2|man|woman|person}}|$1 people, {{formatnum:$1}} in all}}",
        "i18n-only-english": "Only in English, $1.",
    },
    "he": {
        "i18n-plain": "שום דבר לא נשמר עליך.",
        "i18n-hello": "שלום $1, ברוך בואך אל $2.",
        "i18n-first": "$1 הצטרפו.",
        "i18n-words": "{{PLURAL:$1|מילה אחת|שתי מילים|$1 מילים}}",
        "i18n-day": "עד $1",
        "i18n-heading": "'''Wikipedia $1'''\nלכולם",
    },
    "ar": {"i18n-words": WORDS, "i18n-first": "$1 انضم."},
    "ru": {"i18n-words": "{{PLURAL:$1|$1 слово|$1 слова|$1 слов}}", "i18n-day": "До $1"},
    "zh-hans": {"i18n-words": "{{PLURAL:$1|$1个词}}", "i18n-plain": "不会保存任何关于您的内容。"},
    "zh-hant": {"i18n-words": "{{PLURAL:$1|$1個詞}}"},
    "fr": {"i18n-words": "{{PLURAL:$1|$1 mot|$1 mots}}", "i18n-heading": "'''$1'''"},
}


def write(folder: Path, catalogues: Catalogues) -> Path:
    for code, texts in catalogues.items():
        (folder / f"{code}.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture
def catalogues(tmp_path: Path) -> Callable[[Catalogues], Path]:
    """Return a function that writes catalogues into a folder of their own."""
    return lambda texts: write(tmp_path, texts)


@pytest.fixture(scope="session")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Messages:
    """Return the messages of this little world."""
    return Messages.load(write(tmp_path_factory.mktemp("messages"), TEXTS))


@pytest.fixture(scope="session")
def renderer(messages: Messages) -> Renderer:
    """Return a renderer over the messages of this little world."""
    return Renderer(messages)

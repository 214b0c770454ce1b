"""Reads the sandbox's page as a person would: messages with their words and buttons, files with their addresses."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.conversation.stage import Pressable, Seen


@dataclass
class PageReader(HTMLParser):
    """Feed it one page; then `group` and `private` hold what stands in the two panes."""

    group: list[Seen] = field(default_factory=list)
    private: list[Seen] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    notice: str = ""
    _pane: str = ""
    _author: str = ""
    _words: list[str] = field(default_factory=list)
    _buttons: list[Pressable] = field(default_factory=list)
    _hidden: dict[str, str] = field(default_factory=dict)
    _catching: list[str] | None = None
    _until: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a pane, a message, its words or a button."""
        given = {name: value or "" for name, value in attrs}
        kind = given.get("class", "")
        if tag == "section":
            self._pane = given.get("id", "")
        elif "data-message" in given:
            self._author, self._words, self._buttons = given["data-author"], [], []
        elif kind == "text":
            self._catch("div", self._words)
        elif tag == "input" and given.get("type") == "hidden":
            self._hidden[given["name"]] = given["value"]
        elif tag == "button" and kind == "press":
            self._catch("button", [])
        elif "download" in given:
            self.files[given["download"]] = given["href"]
        elif kind == "notice":
            self._catch("p", [])

    def handle_data(self, data: str) -> None:
        """Collect words where they are wanted."""
        if self._catching is not None:
            self._catching.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End words, a button or a message."""
        if self._catching is not None and tag == self._until:
            words, self._catching = "".join(self._catching), None
            if tag == "button":
                self._buttons.append(Pressable(words, self._hidden["message"], self._hidden["token"]))
            elif tag == "p":
                self.notice = words
        elif tag == "article":
            pane = self.group if self._pane == "group" else self.private
            pane.append(Seen("".join(self._words), tuple(self._buttons), self._author))

    def _catch(self, until: str, words: list[str]) -> None:
        self._until, self._catching = until, words


def read(page: str) -> PageReader:
    """Return what a page shows."""
    reader = PageReader()
    reader.feed(page)
    reader.close()
    return reader

"""Reading policy files: only inside the allowed roots, only regular files, only so many bytes."""

import os
import stat
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from groupbot.policy import shipped
from groupbot.policy.characters import first_unseen, quoted, unseen
from groupbot.policy.errors import Refusal

MOST_BYTES = 256 * 1024
# In bytes: no shipped policy has a longer name, and systems do not take one of any length.
_LONGEST_NAME = 120

_SUFFIXES = (".yaml", ".yml")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"

# Time, size and inode of a file as it was read; None when it could not be read.
Stamp = tuple[int, int, int, int] | None


def stamp(path: Path) -> Stamp:
    """Return what changes when a file is edited or replaced, without reading it."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


class Files:
    """The files one policy may consist of; `seen` keeps the stamp of every file that was asked for."""

    def __init__(self, roots: Sequence[Path]) -> None:
        # Once and last, whoever names it as well: `show` tells shipped files from others by it.
        self._roots = [*(root for root in map(_normal, roots) if root != shipped()), shipped()]
        self._real = [root.resolve() for root in self._roots]
        self.seen: dict[Path, Stamp] = {}

    def absolute(self, path: Path) -> Path:
        """Return a path in the one form in which files are compared, watched and shown."""
        return _normal(path)

    def show(self, path: Path) -> str:
        """Return a path relative to its root; shipped ones begin with `policies/`."""
        for root in (*self._roots[:-1], self._roots[-1].parent):
            if path.is_relative_to(root):
                return _printable(path.relative_to(root).as_posix())
        return _printable(path.name)

    def named(self, entry: str, beside: Path) -> Path:
        """Return the path that an `extends` entry of the file `beside` means; raises Refusal."""
        if first_unseen(entry) >= 0 or not entry.strip():
            raise Refusal(f"{quoted(entry)} is no file name", "name a file beside this one, or write `extends: base`")
        if entry.startswith(("/", "~", "\\")) or ":" in entry or "\\" in entry:
            raise Refusal(f"{quoted(entry)} is an absolute path or an address", "name a file relative to this one")
        if entry.endswith(_SUFFIXES):
            return _normal(beside.parent / entry)
        path = _normal(shipped() / f"{entry}.yaml")
        if len(entry.encode()) > _LONGEST_NAME or not path.is_relative_to(shipped()) or not path.is_file():
            raise Refusal(f"no shipped policy is called {quoted(entry)}", _nearest(entry))
        return path

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, at most MOST_BYTES and one; raises Refusal when it is outside or missing."""
        self.seen[path] = stamp(path)
        try:
            real = path.resolve(strict=True)
            if not any(real.is_relative_to(root) for root in self._real):
                raise self._outside(path)
            if not stat.S_ISREG(real.stat().st_mode):
                raise Refusal("this is no regular file", "name a file that ends in .yaml")
            with real.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a circle of symbolic links
            if isinstance(error, FileNotFoundError) and not self._lexically_inside(path):
                raise self._outside(path) from None
            reason = getattr(error, "strerror", None) or "it cannot be opened"
            message = f"{quoted(self.show(path))} cannot be read: {reason}"
            raise Refusal(message, "check the name and who may read it") from None
        return data

    def _lexically_inside(self, path: Path) -> bool:
        return any(path.is_relative_to(root) for root in self._roots + self._real)

    def _outside(self, path: Path) -> Refusal:
        how = "is a link that leads" if self._lexically_inside(path) else "lies"
        message = f"{quoted(path.name)} {how} outside of the directories that policies may come from"
        return Refusal(message, "copy the file beside this one and name the copy")


def decoded(data: bytes) -> str:
    """Return the text of a file's bytes; raises Refusal with line and column when it is too large or no UTF-8."""
    if len(data) > MOST_BYTES:
        raise Refusal(f"the file is larger than {MOST_BYTES // 1024} KiB", "a policy needs a few kilobytes; shorten it")
    if data.startswith(_WIDE_MARKS):
        raise Refusal("the file is UTF-16 or UTF-32", "save it as UTF-8")
    try:
        return data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Refusal("this character is not UTF-8", "save the file as UTF-8", line, column) from None


def _normal(path: Path) -> Path:
    # normpath and not resolve: the path that an admin wrote is what is watched and shown, links and all.
    return Path(os.path.normpath(Path.cwd() / path))


def _printable(name: str) -> str:
    # A file's name is a stranger's text too: no escape sequence in it may reach a terminal.
    return "".join("?" if unseen(character) else character for character in name)


def _nearest(entry: str) -> str:
    root = shipped()
    names = sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.yaml"))
    close = get_close_matches(entry[:100], names, n=1, cutoff=0.5)
    if close:
        return f"did you mean `{close[0]}`? A file of your own ends in .yaml"
    return "write `base`, or name a file of your own that ends in .yaml"

"""What PyYAML complains about, in words for somebody who has never seen YAML."""

from groupbot.policy.characters import quoted
from groupbot.policy.errors import PolicyError

# Part of PyYAML's or libyaml's message (both word them differently) -> what is wrong, what to do.
_WORDS = (
    ("mapping values are not allowed", "a colon stands where none is expected", "put a text with a colon in quotes"),
    (
        "could not find expected ':'",
        "this line has no `key:`",
        "write `key: value`, and indent a text that goes on over several lines",
    ),
    ("found unexpected ':'", "a colon stands where none is expected", "put a text with a colon in quotes"),
    (
        "<document start>",
        "this line does not belong to the lines above",
        "begin it with `key:`, or indent it if it goes on from above",
    ),
    ("unexpected end of stream", "a quotation mark is opened and never closed", "close it on the same line"),
    ("unknown escape character", "a backslash in double quotes means something here", "use single quotes"),
    (
        "cannot start any token",
        "this character cannot begin a value",
        "indent with spaces, not with tabs, and put a text that begins with @ ` % or a tab in quotes",
    ),
    ("flow", "a bracket is not closed, or a comma is missing", "write `[a, b]`, or one `- a` per line"),
    ("block", "the indentation does not fit the lines above", "give lines of one level the same number of spaces"),
)


def explain_syntax(error: Exception, file: str) -> PolicyError:
    """Turn what the YAML parser raised into an error with its place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(getattr(error, "problem", None) or "")
    told = f"{problem} {getattr(error, 'context', None) or ''}"
    for part, message, suggestion in _WORDS:
        if part in told:
            return PolicyError(file, line, column, message, suggestion)
    message = f"this is not YAML ({quoted(problem or type(error).__name__)})"
    return PolicyError(file, line, column, message, "compare the line with the examples that come with groupbot")

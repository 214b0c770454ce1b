"""The command that shows a notice as members will read it, and checks that it says what the law asks."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (typer reads the annotation)
from typing import Annotated

import typer

from groupbot.cli.failing import remedied, stop

_LIMIT = 4096


def notice(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The policy file of a group.")],
    language: Annotated[str, typer.Option(help="A code such as en, he or zh-hans; the group's own if left out.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Only say what a notice lacks, in any language.")] = False,
) -> None:
    """Show the notice of a policy, word for word, or check it against GDPR article 13 (--check)."""
    from groupbot.consent.duties_of_notice import missing  # noqa: PLC0415  (slow to import, --help is not)
    from groupbot.consent.notice import render  # noqa: PLC0415  (as above)
    from groupbot.i18n.catalogue import Messages  # noqa: PLC0415  (as above)
    from groupbot.i18n.render import Renderer  # noqa: PLC0415  (as above)
    from groupbot.policy import shipped  # noqa: PLC0415  (as above)
    from groupbot.policy.compile import compile_policy  # noqa: PLC0415  (as above)

    with remedied():
        policy = compile_policy(file, (file.parent, shipped())).policy
    renderer = Renderer(Messages.load())
    if language and language not in renderer.languages:
        stop(f"There is no language {language}.", f"There are {', '.join(renderer.languages)}.", 2)
    codes = (language,) if language else renderer.languages if check else policy.languages
    if check:
        lacks = [lack for code in codes for lack in missing(renderer, code, policy)]
        for lack in lacks:
            print(lack)
        print("Every duty of article 13 is met." if not lacks else "", end="\n" if not lacks else "")
        raise typer.Exit(1 if lacks else 0)
    for code in codes:
        for page in render(renderer, code, policy, _LIMIT).pages:
            print(page.text, end="\n\n")

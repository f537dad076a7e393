"""`vnplan view`: documents as one page for a browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from vnplan.archive import Failure
from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.cli.documents import load
from vnplan.cli.reading import lexicon_option, reading_options
from vnplan.cli.terminal import Exit, complain
from vnplan.export.review import LANGUAGES, Language, to_review
from vnplan.export.wording import count
from vnplan.export.writers import write_text
from vnplan.lexicon.own import Lexicon
from vnplan.model import PlanDocument


@click.command("view")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("-o", "--output", "out", required=True, type=click.Path(dir_okay=False), metavar="PAGE", help="The page, an .html file.")  # fmt: skip
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="vi", show_default=True, help="Language of the labels at first.")  # fmt: skip
@lexicon_option
@reading_options
def command(files: Sequence[str], out: str, language: Language, *, show: bool, lexicon: Lexicon | None) -> int:
    """Write a page on which people review what was found.

    Each FILE is a document of any kind that vnplan doctor lists, the JSON or JSON Lines that vnplan convert wrote, or a
    folder or zip archive. PAGE holds everything it needs: it opens from disk and asks the network for nothing.
    Corrections made in it are saved as a file for vnplan apply-corrections.
    """
    documents: list[PlanDocument] = []
    failed = 0
    missing = False
    for item in load(files, lexicon):
        if isinstance(item, Failure):
            complain(f"{as_utf8(item.name)}: {item.reason}")
            failed += 1
            missing |= item.missing
        else:
            documents.append(item)
    if not documents:
        if not failed:
            complain("no documents found: give plans, or the JSON that vnplan convert wrote")
        return Exit.MISSING if missing else Exit.FAILED
    page = Path(out)
    try:
        write_text(page, to_review(documents, language=language))
    except OSError as error:
        complain(f"{as_utf8(out)}: cannot be written: {reason_of(error)}")
        return Exit.FAILED
    complain(f"{count(len(documents), 'document')} on {as_utf8(out)}")
    if show and not webbrowser.open(page.resolve().as_uri()):
        complain(f"no browser could be opened; open {as_utf8(str(page.resolve()))} yourself")
    return Exit.FAILED if failed else Exit.OK

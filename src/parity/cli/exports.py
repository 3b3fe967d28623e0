"""Files beside a result: each made in full before the first is written, and each written whole or not at all."""

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parity.cli.output import json_text, note
from parity.errors import BadInput

if TYPE_CHECKING:
    from parity.claims.verdict import Check

__all__ = ["ClaimReview", "Html", "Markdown", "Pdf", "ReviewUrl", "exports_of", "name_all", "write_all"]

Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a self-contained report here.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the report as a PDF here.")]
Markdown = Annotated[Path | None, typer.Option("--markdown", metavar="FILE", help="Write the report as Markdown here.")]
ClaimReview = Annotated[
    Path | None,
    typer.Option("--claimreview", metavar="FILE", help="Write schema.org ClaimReview here, one a checkable claim."),
]
ReviewUrl = Annotated[
    str | None, typer.Option("--review-url", metavar="URL", help="Where the review will stand, for --claimreview.")
]

Files = Mapping[str, tuple[Path, bytes]]
"""What to write by the option that asked for it."""


def exports_of(
    found: "Check",
    *,
    html: Path | None,
    pdf: Path | None,
    markdown: Path | None,
    claimreview: Path | None,
    review_url: str | None,
) -> dict[str, tuple[Path, bytes]]:
    """Make every file that was asked for."""
    files: dict[str, tuple[Path, bytes]] = {}
    if html is not None:
        from parity.reports.page import render_html

        files["--html"] = html, render_html(found).encode()
    if pdf is not None:
        from parity.reports.pdf import render_pdf

        files["--pdf"] = pdf, render_pdf(found)
    if markdown is not None:
        from parity.reports.markdown import render_markdown

        files["--markdown"] = markdown, render_markdown(found).encode()
    if claimreview is not None:
        from parity.reports.claimreview import claim_reviews

        files["--claimreview"] = claimreview, json_text(claim_reviews(found, url=_address(review_url))).encode()
    elif review_url is not None:
        raise BadInput("--review-url goes with --claimreview; name the file to write.")
    return files


def _address(review_url: str | None) -> str | None:
    from parity.reports.outside import web_address

    if review_url is not None and web_address(review_url) is None:
        raise BadInput(f"--review-url: {review_url!r} is not an http(s) address.")
    return review_url


def write_all(files: Files) -> None:
    """Write every file or none: all beside their places first, then each put in its place."""
    with ExitStack() as leftovers:
        moves = []
        for option, (path, content) in files.items():
            partial = path.with_name(path.name + ".part")
            leftovers.callback(_discard, partial)
            try:
                if path.is_dir():
                    raise IsADirectoryError(None, "Is a directory")
                path.parent.mkdir(parents=True, exist_ok=True)
                partial.write_bytes(content)
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or error
                raise BadInput(f"{option} {path}: cannot be written: {why}.") from None
            moves.append((option, partial, path))
        for option, partial, path in moves:
            try:
                partial.replace(path)
            except OSError as error:
                raise BadInput(f"{option} {path}: cannot be written: {error.strerror or error}.") from None


def _discard(partial: Path) -> None:
    with suppress(OSError, ValueError):
        partial.unlink(missing_ok=True)


def name_all(files: Files) -> None:
    """Say on standard error what was written."""
    for option, (path, _) in files.items():
        note(f"{'Report' if option == '--html' else option.removeprefix('--').capitalize()}: {path}")

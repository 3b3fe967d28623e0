"""The command `parity`: options in, one call of `parity.api`, a result out, and exit codes that mean something."""

import os
import sys

import typer

from parity import __version__
from parity.cli import articles, catalogues, controls, data, estimates, index, scenarios, screening
from parity.cli.common import StoreOption, use_store
from parity.errors import ParityError

app = typer.Typer(
    name="parity",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts twice as fast
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="How far is one country or firm behind another in AI, is the gap closing, and is what an article says true?",
    epilog="Example: parity gap capability US China --on 2024-05-28",
)
for room in (articles, estimates, index, controls, catalogues, scenarios, screening, data):
    room.register(app)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"parity {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and leave.", callback=_version, is_eager=True
    ),
    store: StoreOption = None,
) -> None:
    """Take what stands before a command."""
    use_store(store)


def main() -> None:
    """Run the command line; exit 2 on bad input, 3 where a source failed, 1 on a defect of ours."""
    try:
        app()
    except ParityError as error:
        from parity.claims.encoding import printable

        sys.stderr.write(f"parity: {printable(str(error))}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output left; nothing is wrong, but Python would complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("parity: stopped.\n")
        sys.exit(130)
    except Exception as error:
        if os.environ.get("PARITY_DEBUG"):
            raise
        sys.stderr.write(
            f"parity: a defect of ours: {type(error).__name__}: {' '.join(str(error).split())[:300]}. "
            "Run again with PARITY_DEBUG=1 and report what it prints.\n"
        )
        sys.exit(1)


if __name__ == "__main__":
    main()

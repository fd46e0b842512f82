"""The command ``assay``: finds ``commands/<name>.py`` by its name and turns errors into one line and an exit code.

A command is one module with an attribute ``command``; the first line of the module's docstring is its summary, which is
read without importing the module, so that ``assay --help`` stays quick whatever the commands need. A command ends with
"no" by returning ``ExitCode.NO`` or raising ``Exit(ExitCode.NO)``.
"""

from __future__ import annotations

import ast
import difflib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

import click

import assay_cli.commands
from assay.errors import AssayError
from assay_cli.exits import ExitCode, exit_code
from assay_cli.screen import printable

_FOLDER = Path(assay_cli.commands.__path__[0])


class Commands(click.Group):
    """The group whose commands are the modules of :mod:`assay_cli.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of all commands, sorted."""
        modules = pkgutil.iter_modules([str(_FOLDER)])
        return sorted(module.name.replace("_", "-") for module in modules if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{assay_cli.commands.__name__}.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command), f"{cmd_name}: 'command' is no click command"  # noqa: S101
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown name with those that are known."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            ctx.fail(f"no command {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List names and summaries without importing a command."""
        rows = [(name, _summary(name)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def _summary(name: str) -> str:
    source = (_FOLDER / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(source)) or ""
    return docstring.partition("\n")[0].strip()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 the answer is no; 2 the call or the input is wrong; "
    "3 a needed tool, server or sandbox layer is missing; 4 Assay itself failed.",
)
@click.version_option(version("assay"), prog_name="assay")
@click.option(
    "--traceback", "show_traceback", is_flag=True, envvar="ASSAY_TRACEBACK", help="Show where an error arose."
)
@click.pass_context
def cli(ctx: click.Context, *, show_traceback: bool) -> None:
    """Evidence, judgement and training data from expert review of AI-generated code."""
    ctx.obj = show_traceback


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever went wrong stands on standard error, in one line."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _complain("interrupted", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _leave_closed_pipe()
        return ExitCode.PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the outermost frame: everything else has had its chance
        return _explain(error, arguments)


def _run(arguments: list[str]) -> int:
    with cli.make_context("assay", arguments) as context:
        result = cli.invoke(context)
    sys.stdout.flush()
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _explain(error: Exception, arguments: Sequence[str]) -> ExitCode:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return ExitCode.WRONG_INPUT
    if isinstance(error, click.ClickException):
        return _complain(_usage_line(error), ExitCode.WRONG_INPUT)
    if _wants_traceback(arguments):
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    if isinstance(error, AssayError):
        return _complain(str(error), exit_code(error))
    return _complain(_internal_line(error, arguments), ExitCode.OUR_ERROR)


def _complain(line: str, code: ExitCode) -> ExitCode:
    click.echo(f"assay: {printable(line)}", err=True)
    return code


def _usage_line(error: click.ClickException) -> str:
    line = " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{line.rstrip('.')}; see '{context.command_path} --help'" if context else line


def _wants_traceback(arguments: Sequence[str]) -> bool:
    return arguments[:1] == ["--traceback"] or os.environ.get("ASSAY_TRACEBACK", "") not in {"", "0"}


def _internal_line(error: Exception, arguments: Sequence[str]) -> str:
    text = " ".join(str(error).split())[:300]
    line = f"internal error: {type(error).__name__}: {text} (at {_place(error.__traceback__)})"
    return line if _wants_traceback(arguments) else f"{line}; 'assay --traceback …' shows the whole way there"


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if "assay" in Path(frame.filename).parent.name] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "an unknown place"


def _leave_closed_pipe() -> None:
    # Python flushes standard output once more at its end; there is nobody left to read it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

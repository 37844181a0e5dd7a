"""``mockhaus completion``: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_EXAMPLES = """
\b
Examples:
  eval "$(mockhaus completion bash)"                                  # in ~/.bashrc
  eval "$(mockhaus completion zsh)"                                   # in ~/.zshrc
  mockhaus completion fish > ~/.config/fish/completions/mockhaus.fish
"""


@click.command(help="Print the script that completes mockhaus in a shell.\n" + _EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script of a shell."""
    root = ctx.find_root().command
    found = get_completion_class(shell)
    assert found is not None
    source = found(root, {}, "mockhaus", "_MOCKHAUS_COMPLETE")
    # Its source() would start the shell to look at its version; the text does not depend on it.
    click.echo(source.source_template % source.source_vars())

"""The verbs about findings: check, explain, rules."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

import click

from pipeline.cli.group import cli, format_option, show_findings, strict_option, with_root


@cli.command()
@format_option
@strict_option
@click.option("--waived", is_flag=True, help="Show the excused findings as well.")
@with_root
def check(root: Path, form: str, strict: bool, waived: bool) -> None:
    """Check the sources: nothing is typeset."""
    from pipeline.build import check_publication

    checked = check_publication(root, datetime.date.today())
    show_findings(checked.result, checked.texts, form, waived=waived)
    if checked.result.fails(strict=strict):
        sys.exit(1)


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a rule: why, wrong, right, what to do."""
    from pipeline.checks import rule_of
    from pipeline.checks.formats import explain_rule

    click.echo(explain_rule(rule_of(rule)), nl=False)


@cli.command()
@click.option("--format", "form", type=click.Choice(("text", "json", "md")), default="text")
def rules(form: str) -> None:
    """List every rule."""
    from pipeline.checks import RULES
    from pipeline.checks.formats import rules_as_data
    from pipeline.checks.index import format_index

    if form == "md":
        click.echo(format_index(RULES), nl=False)
        return
    data = rules_as_data(RULES)
    if form == "json":
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for rule in data:
        click.echo(f"{rule['id']}  {rule['severity']:<7}  {rule['title']}")

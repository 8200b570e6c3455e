"""Prints the report of the deck check, for people and for scripts, and the rows of a file that are bad."""

import json
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..authoring.checking.check import Report
    from ..authoring.deckfile import BadRows
    from ..authoring.import_options import RefusedRows

NAMED = 5


def print_report(report: "Report") -> None:
    """Print the findings, errors first and to standard error, each with some of its files."""
    for found in report.findings:
        names = ", ".join(name for _, name in found.files[:NAMED])
        more = f" ({names}{', …' if found.count > NAMED else ''})" if names else ""
        line = f"{found.grade}: {found.sentence}{more} {found.mend}".rstrip()
        typer.echo(line, err=found.grade == "error")
    shares = ", ".join(f"{step.share:.0%} at {step.said}" for step in report.steps)
    typer.echo(f"{report.size} files; somebody who weighs the shown facts is right {shares}.")


def print_bad_rows(bad: "BadRows | RefusedRows", before: str = "") -> None:
    """Print to standard error where every bad cell is, and what is wrong with it."""
    sheet = f"sheet {bad.sheet}, " if bad.sheet else ""
    for cell in bad.cells:
        column = cell.column or "the whole row"
        typer.echo(f"{before}{sheet}{bad.place} {cell.line}, {column}: {cell.reason}", err=True)


def report_as_json(report: "Report") -> str:
    """The report as JSON, including whether the deck can be published."""
    findings = [
        {
            "code": found.code,
            "grade": found.grade.value,
            "sentence": found.sentence,
            "mend": found.mend,
            "files": [name for _, name in found.files],
            "count": found.count,
        }
        for found in report.findings
    ]
    told = {"size": report.size, "publishable": report.publishable, "findings": findings}
    told |= {"steps": [step._asdict() for step in report.steps], "histogram": report.histogram}
    return json.dumps(told, indent=1, ensure_ascii=False)

"""What ``catalogue import`` reports: reasons, sums, and both as JSON."""

from __future__ import annotations

from collections import Counter

from macros.cli.terminal import Terminal
from macros.exchange.merging import Merged
from macros.exchange.report import Report
from macros.translations import Locale, text


def print_report(here: Terminal, report: Report) -> None:
    """Print the report by reason, without notes if only problems are wanted."""
    for reason in report.reasons:
        if reason.severity == "warning" and here.quiet:
            continue
        style = "red" if reason.severity == "error" else "yellow"
        head = f"{reason.count} × {reason_name(reason.code, here.locale)}"
        here.say(head, style)
        here.report(reason.problems)
        if more := reason.count - len(reason.problems):
            here.say(here.text("import.more", count=more))


def reason_name(code: str, locale: Locale) -> str:
    """Return the short name of a reason."""
    key = code if code.startswith("import_") else "invalid"
    return text(f"cli.import.reason.{key}", locale)


def summarise(here: Terminal, merged: Merged) -> None:
    """Print how many entries were found, new, merged and refused, and for which reasons."""
    names: Counter[str] = Counter()
    for code, count in merged.report.refused.most_common():
        names[reason_name(code, here.locale)] += count
    listed = here.text("import.separator").join(
        here.text("import.refused", count=count, reason=reason)
        for reason, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))
    )
    sentence = here.text(
        "import.sum",
        found=merged.found,
        new=merged.new,
        merged=merged.merged,
        refused=merged.refused,
    )
    style = "red" if merged.refused else "green"
    if not here.quiet:
        whole = sentence + (here.text("import.because", reasons=listed) if listed else "")
        here.say(whole, style)
    here.tell(
        "imported",
        papers=text("papers.count", here.locale, count=merged.new_papers),
        changed=len(merged.changed_papers) + len(merged.changed_datasets),
        datasets=text("datasets.count", here.locale, count=len(merged.datasets)),
    )


def report_document(here: Terminal, merged: Merged) -> dict[str, object]:
    """Return the full report of an import for ``--format json``."""
    return {
        "found": merged.found,
        "new": merged.new,
        "merged": merged.merged,
        "refused": dict(merged.report.refused.most_common()),
        "papers": merged.new_papers,
        "datasets": len(merged.datasets),
        "extended": len(merged.changed_papers) + len(merged.changed_datasets),
        "reasons": [
            {
                "code": reason.code,
                "severity": reason.severity,
                "count": reason.count,
                "problems": [
                    {
                        "path": problem.path,
                        "line": problem.line,
                        "message": problem.sentence(here.locale),
                    }
                    for problem in reason.problems
                ],
            }
            for reason in merged.report.reasons
        ],
    }

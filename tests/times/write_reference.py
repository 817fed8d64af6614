"""Write the tables of docs/reference/deadlines.md again from expressions.tsv and the codes."""

from __future__ import annotations

from pathlib import Path

from policyplan.reading.times import BASIS

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "docs" / "reference" / "deadlines.md"
MARK = "## Expressions\n"


def tables() -> str:
    groups: dict[str, list[str]] = {}
    for line in (HERE / "expressions.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, kind, due, group = line.split("\t")
            shown = text.replace("|", "\\|").replace("\\n", "⏎")
            groups.setdefault(group, []).append(f"| {shown} | {kind or '—'} | {due or '—'} |")
    parts = [
        "\n".join(
            [f"### {group}", "", "| expression | kind | last day or rule |", "|---|---|---|", *lines, ""]
        )
        for group, lines in groups.items()
    ]
    codes = [f"| `{code}` | {english} | {chinese} |" for code, (english, chinese) in BASIS.items()]
    head = (
        "Issued on 2022-09-01, fiscal years from October, no plan period; ⏎ is a line break; — is none.\n"
        "This table is checked by the tests.\n"
    )
    return "\n".join(
        [MARK, head, *parts, "## Codes", "", "| code | means | 说明 |", "|---|---|---|", *codes, ""]
    )


text = REFERENCE.read_text(encoding="utf-8")
REFERENCE.write_text(text[: text.index(MARK)] + tables(), encoding="utf-8")

"""What an import did, or would do, told to a program and to a person on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from ctip_desktop.interop.spreadsheet import UNDECIDED, Decision, ImportResult, Lookalike, Plan, note_of


def as_document(plan: Plan, result: ImportResult | None, decisions: Mapping[int, Decision] = UNDECIDED) -> dict[str, object]:
    """For `--json`: the mapping, counts, and every row that failed, was remarked on, is a duplicate or resembles another."""
    alike = [
        {
            "row": one.row,
            "title": one.title,
            "of_title": one.of_title,
            "of_row": one.of_row,
            "of": one.of,
            "likeness": one.likeness,
            "decision": decisions.get(one.row, Decision.ADD),
        }
        for one in plan.lookalikes
    ]
    return {
        "mapping": plan.mapping,
        "left_out": plan.left_out,
        "ready": sum(not row.duplicate for row in plan.ready),
        "failed": plan.failed,
        "remarks": plan.remarks,
        "duplicates": plan.duplicates,
        "lookalikes": alike,
        "created": result.created if result else None,
        "subjects": result.subjects if result else None,
        "joined": result.joined if result else None,
    }


_FATE = {Decision.ADD: "it counts as a new one", Decision.SKIP: "it stays out", Decision.SAME: "it is joined to it"}


def sentences(plan: Plan, result: ImportResult | None, decisions: Mapping[int, Decision] = UNDECIDED) -> list[str]:
    """The same for people."""
    lines = [f"{column} → {target}" for column, target in plan.mapping.items()]
    lines += [f"{column} is left out. Keep it with --map “{column}={note_of(plan.form) or 'NAME.note'}”." for column in plan.left_out]
    lines += [f"Row {p.row} stays out: {p.reason}" for p in plan.failed]
    lines += [
        f"Row {d.row} “{d.title}” is the same as {f'row {d.of_row}' if d.of_row else 'a record that is there already'}." for d in plan.duplicates
    ]
    lines += [_alike(one, decisions.get(one.row, Decision.ADD)) for one in plan.lookalikes]
    lines += [f"Row {p.row}, {p.column}: {p.reason}" for p in plan.remarks]
    count = sum(not row.duplicate for row in plan.ready)
    lines.append(f"{result.created} went in." if result else f"{count} would go in. Nothing was changed.")
    if result and result.joined:
        lines.append(f"{result.joined} joined to what is there.")
    return lines


def _alike(one: Lookalike, decision: Decision) -> str:
    where = f"row {one.of_row}" if one.of_row else "there already"
    how = "is written differently, but may be the same as" if one.same_name else "resembles"
    return f"Row {one.row} “{one.title}” {how} “{one.of_title}” ({where}); {_FATE[decision]}."

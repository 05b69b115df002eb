"""Take all measures, print them, write `out/bench.json`. Exit code 1 when a claim does not hold."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

from benchmarks import fluency, forms, portfolio, start, sync, window, workspace

AREAS = (forms, workspace, portfolio, fluency, sync, start, window)


def main() -> int:
    wanted = set(sys.argv[1:])
    measures = []
    for area in AREAS:
        if wanted and area.__name__.rpartition(".")[2] not in wanted:
            continue
        for measure in area.measures():
            verdict = "holds" if measure.holds else "DOES NOT HOLD"
            print(
                f"{measure.name}: {measure.ratio:.3f} {measure.unit} (limit {measure.limit}) {verdict}; {measure.baseline}; {measure.runs} runs",
                flush=True,
            )
            measures.append(measure)
    Path("out").mkdir(exist_ok=True)
    Path("out/bench.json").write_text(json.dumps([dataclasses.asdict(m) for m in measures], indent=1) + "\n", encoding="utf-8")
    return 0 if all(m.holds for m in measures) else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""Start the packaged program as a person would: unlock, open the sample, write a PDF, quit. Anything on stderr fails it.

`python packaging/smoke_test.py dist/ctip-desktop`
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    folder = Path(sys.argv[1])
    ending = ".exe" if os.name == "nt" else ""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))} | {"QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as out:
        runs = [
            ([folder / f"ctip{ending}", "--version"], None),
            ([folder / f"ctip{ending}", "forms", "list"], None),
            ([folder / f"ctip-desktop{ending}", "--smoke-test", out], Path(out) / "company.pdf"),
        ]
        for command, expected in runs:
            if problem := _run([str(part) for part in command], expected, environment):
                print(f"FAILED: {' '.join(Path(part).name if i == 0 else part for i, part in enumerate(map(str, command)))}: {problem}")
                return 1
    print("The packaged program starts, unlocks, opens the sample, writes a PDF and quits; nothing on stderr.")
    return 0


def _run(command: list[str], expected: Path | None, environment: dict[str, str]) -> str:
    try:
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    except subprocess.TimeoutExpired:
        return "it did not end within three minutes"
    if result.returncode != 0 or result.stderr.strip():
        return f"exit code {result.returncode}\n{result.stderr}{result.stdout}"
    if expected is not None and not (expected.is_file() and expected.read_bytes().startswith(b"%PDF")):
        return "no PDF was written"
    return ""


if __name__ == "__main__":
    raise SystemExit(main())

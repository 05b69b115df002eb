"""Pin every package with its hashes for all platforms: names, versions and hashes only, no registry's address."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    target = ROOT / "constraints.txt"
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "uv"])
    command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "--extra", "dev"]
    subprocess.check_call([*command, "--no-header", "--no-annotate", "--quiet", str(ROOT / "pyproject.toml"), "-o", str(target)])
    lines = target.read_text(encoding="utf-8").splitlines()
    if any(re.search(r"https?://|--index|--find-links", line) for line in lines):
        raise SystemExit("constraints.txt names an address; it must hold names, versions and hashes only.")
    print(f"{sum('==' in line for line in lines)} packages pinned.")


if __name__ == "__main__":
    main()

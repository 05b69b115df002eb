"""Build the stand-alone program into `dist/ctip-desktop`, start it once, and print its size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    subprocess.check_call([*build, "--distpath", "dist", "--workpath", "build", "packaging/ctip.spec"], cwd=ROOT)
    folder = ROOT / "dist" / "ctip-desktop"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"dist/ctip-desktop: {size / 1e6:.0f} MB on disk")
    return subprocess.call([sys.executable, "packaging/smoke_test.py", str(folder)], cwd=ROOT)


if __name__ == "__main__":
    raise SystemExit(main())

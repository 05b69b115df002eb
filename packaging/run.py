"""`make run`: with a screen, the window on the sample programme; without one, the main job end to end, its results in `out/`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


def has_screen() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    if has_screen():
        return subprocess.call([sys.executable, "-m", "ui.app", "--sample"], cwd=ROOT)
    print("No screen here: doing the main job on the sample programme; the results go to out/. It takes a few minutes.", flush=True)
    return subprocess.call([sys.executable, "-m", "ctip_desktop.cli", "demo", str(OUT)], cwd=ROOT)


if __name__ == "__main__":
    raise SystemExit(main())

"""Set up a virtual environment with the pinned packages, and say in plain words what the machine lacks.

Runs with the system's Python and nothing else: `python3 packaging/bootstrap.py .venv`
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEBIAN = ["libegl1", "libgl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3", "libglib2.0-0"]
FEDORA = ["mesa-libEGL", "mesa-libGL", "libxkbcommon", "fontconfig", "dbus-libs", "glib2"]


def main() -> int:
    if sys.version_info < (3, 11):
        return _say(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …")
    place = Path(sys.argv[1])
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        try:
            venv.create(place, with_pip=True, symlinks=os.name != "nt")
        except (OSError, subprocess.CalledProcessError):
            return _say("Python's venv module does not work here. On Debian and Ubuntu: sudo apt-get install python3-venv")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*install, "--require-hashes", "-r", str(ROOT / "constraints.txt")]) != 0:
        return _say("The pinned packages could not be installed; see above. A connection to the package index, or --find-links, is needed once.")
    if subprocess.call([*install, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]) != 0:
        return _say("The program itself could not be installed; see above.")
    return _qt(str(python))


def _qt(python: str) -> int:
    """Qt needs a few system libraries that no Python package can bring."""
    trial = _try_qt(python)
    if trial and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing the system libraries that Qt needs: " + " ".join(DEBIAN))
        subprocess.call(["apt-get", "update", "-qq"])
        subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN])
        trial = _try_qt(python)
    if not trial:
        return 0
    print(trial)
    return _say(
        "Qt needs system libraries that are not here (see the line above).\n"
        f"  Debian, Ubuntu: sudo apt-get install {' '.join(DEBIAN)}\n  Fedora: sudo dnf install {' '.join(FEDORA)}\nThen run make again."
    )


def _try_qt(python: str) -> str:
    code = "from PySide6 import QtWidgets, QtSvg; QtWidgets.QApplication([])"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run([python, "-c", code], env=environment, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else (result.stderr.strip().splitlines() or ["Qt does not start."])[-1]


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())

"""Starting: from nothing to a usable window on a filled workspace, beside a bare PySide6 window. Key derivation is left out on both sides."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import Measure
from ctip_desktop.interop.sample import load_sample
from ctip_desktop.workspace import cipher

RUNS = 7
PHRASE = "seven quiet lanterns over water"
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
application.processEvents()
sys.stdout.write("ready\\n"); sys.stdout.flush()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ctip_desktop.workspace.workspace import Workspace
from ui.app import make_window
from ui.preferences import Preferences
application = QApplication([])
window = make_window(application, Preferences(Path(sys.argv[2])))
window.enter(Workspace.open(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[3])))
window.resize(1366, 768)
window.show()
application.processEvents()
sys.stdout.write("ready\\n"); sys.stdout.flush()
"""


def _until_ready(code: str, *arguments: str) -> float:
    """Seconds from starting the interpreter to the first shown window; the process is then ended."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        ready = process.stdout.readline() == b"ready\n"
        taken = time.perf_counter() - start
        process.kill()
    if not ready:
        raise RuntimeError("the window did not start")
    return taken


def measures() -> list[Measure]:
    """Time to a usable Home page ÷ time to a bare window ≤ 2.5, medians, taken in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CTIP_STATE_DIR"] = name
        sample = folder / "sample.ctip"
        load_sample(sample, PHRASE)
        key = cipher.derive(PHRASE, cipher.read_salt(sample)).key.hex()
        arguments = (str(sample), str(folder / "window.ini"), key)
        _until_ready(OURS, *arguments)  # bytecode and fonts are warm for both
        pairs = [(_until_ready(BARE), _until_ready(OURS, *arguments)) for _ in range(RUNS)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    baseline = f"a bare PySide6 window: {bare * 1000:.0f} ms"
    return [Measure("time to a usable window ÷ a bare PySide6 window", ours / bare, 2.5, baseline, runs=RUNS)]

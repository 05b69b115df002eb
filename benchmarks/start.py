"""Starting: the first screen, and Home of a filled workspace from nothing, each beside a bare PySide6 window.

Key derivation is left out on both sides: Home is opened with the raw key. In daily use a person types the passphrase between the two, and the
core is loaded meanwhile; the third measure is that wait: a new process with the first screen, and after the key is known Home. All are taken as
installed: bytecode and the snapshot of the forms are there, for the bare window as well. The file was closed by a window before, as it is every
evening, so that Home was worked out ahead; the last measure is Home when it was not: after a crash, a week away or a bundle. A window is ready
when Home with all it has to say is painted; the numbers in the rail and the fonts of other scripts come 0.1 to 0.3 s later. Runs are taken in turn.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import Measure
from ctip_desktop.interop.sample import load_sample
from ctip_desktop.workspace import cipher

RUNS = 9
LIMIT = 2.5
LIMIT_ANEW = 4.0
"""Home is worked out from all records then; rare, and said beside the others so that nobody takes them for it."""
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
FIRST = """
import sys
from pathlib import Path
from ui.app import make_application, make_window, start
application = make_application()
from ui.collector import Collector
from ui.preferences import Preferences
Collector(application)
window = make_window(application, Preferences(Path(sys.argv[2])))
start(window, Path(sys.argv[1]))
window.resize(1366, 768)
window.show()
application.processEvents()
sys.stdout.write("ready\\n"); sys.stdout.flush()
"""
OURS = """
import sys
from pathlib import Path
from ui.app import make_application, make_window
application = make_application()
from ctip_desktop.workspace.workspace import Workspace
from ui.collector import Collector
from ui.preferences import Preferences
Collector(application)
window = make_window(application, Preferences(Path(sys.argv[2])))
window.enter(Workspace.open(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[3])))
window.resize(1366, 768)
window.show()
application.processEvents()
sys.stdout.write("ready\\n"); sys.stdout.flush()
"""
BEFORE = """
window.close()
sys.stdout.write("closed\\n"); sys.stdout.flush()
"""
AFTER = """
import time
window.prepare()
window.session.tasks.join()
application.processEvents()
began = time.perf_counter()
window.enter(window._opening.open(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[3])))
application.processEvents()
sys.stdout.write(f"{time.perf_counter() - began}\\n"); sys.stdout.flush()
"""


def _environment(folder: Path) -> dict[str, str]:
    """As installed: bytecode is kept, here in a folder of the measure's own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": "offscreen", "CTIP_STATE_DIR": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _taken(code: str, folder: Path, *arguments: str, lines: int = 1) -> tuple[float, float]:
    """Seconds from starting the interpreter to the first shown window, and what the process itself says on a second line; then it is ended."""
    start = time.perf_counter()
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, env=_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        ready = process.stdout.readline() == b"ready\n"
        taken = time.perf_counter() - start
        more = process.stdout.readline() if lines > 1 else b"0"
        process.kill()
    if not ready or not more:
        raise RuntimeError("the window did not start")
    return taken, float(more)


def _run(folder: Path, arguments: tuple[str, ...], unkept: tuple[str, ...]) -> tuple[float, float, float, float, float]:
    """Seconds: bare window, first screen, first screen and Home after it, Home from nothing, the same when it was not worked out ahead."""
    bare, _ = _taken(BARE, folder)
    first, after = _taken(FIRST + AFTER, folder, *arguments, lines=2)
    return bare, first, first + after, _taken(OURS, folder, *arguments)[0], _taken(OURS, folder, *unkept)[0]


def _session(folder: Path, arguments: tuple[str, ...]) -> None:
    """Somebody opens the file and closes the window again."""
    code = OURS + BEFORE
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=_environment(folder), capture_output=True, check=True)
    if not done.stdout.endswith(b"closed\n"):
        raise RuntimeError("the window did not close")


def measures() -> list[Measure]:
    """Three times ÷ time to a bare window ≤ 2.5, medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CTIP_STATE_DIR"] = name
        sample = folder / "sample.ctip"
        load_sample(sample, PHRASE)
        arguments = (str(sample), str(folder / "window.ini"), cipher.derive(PHRASE, cipher.read_salt(sample)).key.hex())
        other = folder / "other.ctip"
        shutil.copy(sample, other)
        unkept = (str(other), *arguments[1:])
        _session(folder, arguments)
        _run(folder, arguments, unkept)
        runs = [_run(folder, arguments, unkept) for _ in range(RUNS)]
    bare, first, waited, ours, anew = (statistics.median(times) for times in zip(*runs, strict=True))
    baseline = f"a bare PySide6 window: {bare * 1000:.0f} ms"
    return [
        Measure("time to the unlock screen, ready to type ÷ a bare PySide6 window", first / bare, LIMIT, baseline, runs=RUNS),
        Measure(
            "unlock screen, then Home with the core loaded while typing, without the typing ÷ a bare window",
            waited / bare,
            LIMIT,
            baseline,
            runs=RUNS,
        ),
        Measure("time to Home of a filled workspace, whole process ÷ a bare PySide6 window", ours / bare, LIMIT, baseline, runs=RUNS),
        Measure("the same when Home was not worked out ahead ÷ a bare PySide6 window", anew / bare, LIMIT_ANEW, baseline, runs=RUNS),
    ]

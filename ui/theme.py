"""The look: colour tokens, text scale, fonts and the one style sheet.

The look belongs to the application object, as its palette and its font do; a widget asks for it with `look()` as it asks for its palette.
Sizes in `resources/app.qss` and in layouts are written for 100 % text; `px(n)` scales them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import as_file
from typing import cast

from PySide6.QtCore import QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ctip_desktop.pattern import pattern
from ctip_desktop.resources import resource, text

Tokens = Mapping[str, str]

USUAL = 100
"""Per cent of the text as it was designed."""

SCALES = (USUAL, 110, 125, 150, 175, 200)
"""Text sizes a person can choose, in per cent of the design's size."""

LARGE = 150
"""Per cent."""

STYLE = "Fusion"
"""Qt's style that looks the same on every system. Best chosen when the application is made (`ui.app.make_application`)."""

BODY = 13
_FIRST_FONTS = pattern(r"NotoSans-(Regular|Bold)\.ttf")
_OTHER_FONTS = pattern(r"Noto(?!Sans-(?:Regular|Bold)).*\.[to]tf")
FAMILIES = ("Noto Sans", "Segoe UI", "SF Pro Text")
_HAIRLINE = 3  # lines of up to 3 px (borders, focus, start-edge bars) do not grow with the text
_SIZE = pattern(r"(?<![\w#])(\d+)px")
_RADIUS = pattern(r"(radius: )(\d+)px")
_PART = pattern(r"@part\(([a-z-]+)\)")
_TOKEN = pattern(r"@([a-z][a-z0-9-]*)")
_INK = "line line-strong text text2 text3 disabled dev biz gov burden info ok warn bad two info-line ok-line warn-line bad-line two-line tint-line"
_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "tint",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line-strong",
}


def read_tokens(dark: bool) -> Tokens:
    """The colour tokens of one palette, out of `resources/tokens.json`."""
    return cast(Tokens, json.loads(text("tokens.json"))["dark" if dark else "light"])


def read_sheets() -> str:
    """The style sheet of the window, then those of its parts."""
    others = sorted(file.name for file in resource().iterdir() if file.name.endswith(".qss") and file.name != "app.qss")
    return "\n".join(text(name) for name in ("app.qss", *others))


def tokens_of_system(palette: QPalette) -> Tokens:
    """Tokens for a high-contrast system: every colour comes from the system's own roles, so borders and words carry the meaning."""
    role = QPalette.ColorRole
    from_role = {
        role.Window: ("window", "sunken", "nav", "surface", "nav-on", "info-bg", "ok-bg", "warn-bg", "bad-bg", "two-bg", "on-series"),
        role.WindowText: tuple(_INK.split()),
        role.Highlight: ("accent", "accent-hover", "accent-press"),
        role.HighlightedText: ("on-accent",),
        role.AlternateBase: ("hover", "pressed", "tint"),
    }
    return {name: palette.color(r).name() for r, names in from_role.items() for name in names}


def fill(sheet: str, tokens: Tokens, scale: float, parts: str = "") -> str:
    """The style sheet with its `@token` placeholders filled in and its sizes scaled. Raises KeyError for a token that does not exist.

    `@part(name)` becomes the path of a picture of `resources/icons/parts` in the palette's colours: a sheet takes pictures only from files.
    """
    sheet = _PART.sub(lambda m: f"url({parts.format(name=m[1])})", sheet)
    # The hairline around does not grow, and a radius over half the height makes Qt draw no round end at all: so it is rounded down.
    sheet = _RADIUS.sub(lambda m: f"{m[1]}{int((int(m[2]) - 1) * scale) + 1}PX", sheet)
    sized = _SIZE.sub(lambda m: f"{_scaled(int(m[1]), scale)}px", sheet).replace("PX", "px")
    return _TOKEN.sub(lambda m: tokens[m[1]], sized)


def _scale(percent: int) -> float:
    return min(200, max(100, percent)) / 100


def _scaled(size: int, scale: float) -> int:
    return size if size <= _HAIRLINE else round(size * scale)


class Look(QObject):
    """Tokens, scale and fonts in force, and the signal that they changed.

    Signals:
        changing: they will be in a moment; what is not seen and would be styled for nothing can go.
        changed: colours or text size are different now; pages with painted or sized parts are built anew by the shell.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, application: QApplication, *, scheme: str = "system", percent: int = 100) -> None:
        super().__init__(application)
        self.setObjectName("look")
        self._application = application
        self._scheme = scheme
        self._system_palette = QPalette(application.palette())
        self.scale = _scale(percent)
        self.dark = False
        self.tokens: Tokens = {}
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._sheet = read_sheets() + text("forms.qss")
        if application.property("style") != STYLE:
            application.setStyle(STYLE)  # and get it back, with all its names
        _load_fonts(_FIRST_FONTS)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._apply())
        self._apply()

    @property
    def scheme(self) -> str:
        """`system`, `light` or `dark`."""
        return self._scheme

    @property
    def percent(self) -> int:
        """The text size in per cent."""
        return round(self.scale * 100)

    def choose(self, *, scheme: str | None = None, percent: int | None = None) -> None:
        """Fix the palette or the text size (100 to 200 per cent) and apply it at once."""
        self._scheme = scheme or self._scheme
        self.scale = _scale(percent or self.percent)
        self._apply()

    def load_scripts(self) -> None:
        """Make the fonts of all other scripts known; done after the first picture, because the window does not need them to open."""
        # A name in another script makes Qt try each font in turn, which is meant so and worth no line on stderr.
        QLoggingCategory.setFilterRules("qt.text.font.db=false")
        _load_fonts(_OTHER_FONTS)
        self._fonts.clear()
        self._application.setFont(_font(self.px(BODY)))

    def step(self, direction: int) -> None:
        """Larger (+1, +2 …) or smaller (-1 …) text by so many sizes, as far as there are any."""
        ranked = [s for s in SCALES if (s - self.percent) * direction > 0]
        if ranked:
            ordered = sorted(ranked, reverse=direction < 0)
            self.choose(percent=ordered[min(abs(direction), len(ordered)) - 1])

    @property
    def large(self) -> bool:
        """Text so large that things side by side go below one another (design section 7)."""
        return self.percent >= LARGE

    def px(self, size: float) -> int:
        """A length of the design in device-independent pixels at the present text size."""
        return round(size * self.scale)

    def colour(self, token: str) -> QColor:
        """The colour of a token; read once, because painted parts ask for it in every cell. Raises KeyError."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self.tokens[token])
        return QColor(found)

    def font(self, size: int = BODY, *, bold: bool = False) -> QFont:
        """The application's font at a size of the design; made once, because painted parts ask for it in every cell."""
        found = self._fonts.get((size, bold))
        if found is None:
            found = self._fonts[size, bold] = QFont(self._application.font())
            found.setPixelSize(self.px(size))
            found.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return QFont(found)

    def _apply(self) -> None:
        self.changing.emit()
        hints = QGuiApplication.styleHints()
        self.dark = self._scheme == "dark" or (self._scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        self.tokens = tokens_of_system(self._system_palette) if _high_contrast() else read_tokens(self.dark)
        self._colours.clear()
        self._fonts.clear()
        self._application.setFont(_font(self.px(BODY)))
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(fill(self._sheet, self.tokens, self.scale, self._parts()))
        self.changed.emit()

    def _parts(self) -> str:
        mode = "light" if self.colour("surface").lightness() > 127 else "dark"  # of 0 to 255
        return str(resource("icons", "parts")).replace("\\", "/") + "/{name}-" + mode + ".svg"

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return palette


def look() -> Look:
    """The look of the running application. Raises RuntimeError before `Look(application)` was made."""
    application = QApplication.instance()
    found = application.findChild(Look, "look", Qt.FindChildOption.FindDirectChildrenOnly) if application else None
    if found is None:
        raise RuntimeError("The application has no look yet.")
    return found


def px(size: float) -> int:
    """A length of the design at the present text size; short for `look().px(size)`."""
    return look().px(size)


def _high_contrast() -> bool:
    return QGuiApplication.styleHints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _load_fonts(pattern: re.Pattern[str]) -> None:
    folder = resource("fonts")
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        if pattern.fullmatch(file.name):
            with as_file(file) as path:
                QFontDatabase.addApplicationFont(str(path))


def _font(pixels: int) -> QFont:
    known = set(QFontDatabase.families())
    ours = [family for family in FAMILIES if family in known] + sorted(f for f in known if f.startswith("Noto ") and "Mono" not in f)
    font = QFont()
    if ours:
        font.setFamilies(ours)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font

"""The look: tokens reach the sheet, sizes follow the text size, small pictures have the palette's colours."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from ctip_desktop.resources import resource, text
from ui.icons import icon, pixmap
from ui.theme import fill, read_tokens, tokens_of_system


def test_both_palettes_name_the_same_colours():
    assert read_tokens(False).keys() == read_tokens(True).keys()


@pytest.mark.parametrize("dark", [False, True])
def test_every_placeholder_of_the_sheet_is_a_colour(dark):
    filled = fill(text("app.qss"), read_tokens(dark), 1.0, "parts/{name}.svg")
    assert "@" not in filled


def test_the_sheet_names_no_colour_itself():
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", text("app.qss"))


def test_sizes_grow_with_the_text_but_hairlines_do_not():
    assert fill("a { font-size: 13px; border: 1px; left: 3px; border-radius: 11px }", {}, 1.5) == (
        "a { font-size: 20px; border: 1px; left: 3px; border-radius: 16px }"
    )


def test_an_unknown_colour_is_an_error():
    with pytest.raises(KeyError):
        fill("a { color: @nosuch; }", read_tokens(False), 1.0)


def test_small_pictures_of_the_sheet_have_the_colours_of_their_palette():
    for mode, dark in (("light", False), ("dark", True)):
        colours = set(read_tokens(dark).values())
        for file in resource("icons", "parts").iterdir():
            if file.name.endswith(f"-{mode}.svg"):
                assert re.search(r'stroke="(#\w+)"', file.read_text())[1] in colours


def test_a_high_contrast_system_gives_every_colour():
    assert tokens_of_system(QPalette()).keys() == read_tokens(False).keys()


def test_text_size_steps_through_the_choices_and_stops_at_both_ends(look):
    look.step(-1)
    assert look.percent == 100
    sizes = []
    for _ in range(6):
        look.step(1)
        sizes.append(look.percent)
    assert sizes == [110, 125, 150, 175, 200, 200]
    assert look.px(16) == 32


def test_dark_can_be_fixed_whatever_the_system_says(look, qtbot):
    with qtbot.waitSignal(look.changed):
        look.choose(scheme="dark")
    assert look.colour("window").name() == "#13181c"


def test_icons_take_the_colour_of_their_token(look):
    light = pixmap("home", "text").toImage()
    look.choose(scheme="dark")
    assert pixmap("home", "text").toImage() != light


def test_an_icon_follows_the_palette_without_being_made_again(look):
    kept = icon("home", "text")
    light = kept.pixmap(16).toImage()
    look.choose(scheme="dark")
    assert kept.pixmap(16).toImage() != light


def test_an_icon_that_does_not_exist_fails_where_it_is_asked_for(look):
    with pytest.raises(FileNotFoundError):
        icon("nosuch")


def test_names_in_many_scripts_make_no_noise(qtbot, capfd):
    label = QLabel("ស៊ុន ไทย မြန်မာ አማርኛ العربية हिन्दी")
    qtbot.addWidget(label)
    label.show()
    label.grab()
    assert "OpenType" not in capfd.readouterr().err

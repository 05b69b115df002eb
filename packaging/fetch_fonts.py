"""Take the Noto fonts of `resources/fonts/` out of registry packages, check every byte, cut the large ones down.

The packages come by name and version through `npm pack` and `apt-get download`; the SHA-256 of each font as packed and as written is pinned
below, so another download gives the same files or stops. The two East Asian fonts are cut to the characters of the national sets
(GB 2312, Big5 level 1, JIS X 0208 level 1; KS X 1001) with HarfBuzz, whose version is part of the pin.

    python packaging/fetch_fonts.py            write fonts, licence texts and the list in resources/LICENSES.md
    python packaging/fetch_fonts.py --check    only compare what is there with the pins
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
LICENSES = ROOT / "resources" / "LICENSES.md"
NPM = "npm @expo-google-fonts/"
DEBIAN = "Debian fonts-noto-core"
DEBIAN_VERSION = "20201225-1"
SUBSETTER = "0.57.0"
START, END = "<!-- fonts: written by packaging/fetch_fonts.py -->", "<!-- end of fonts -->"


@dataclass(frozen=True)
class Font:
    """One file: where it is packed, what it must hash to, and the character set it is cut to (empty = whole)."""

    file: str
    package: str
    version: str
    member: str
    packed: str
    written: str = ""
    characters: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the file as it lies in resources/fonts."""
        return self.written or self.packed


def npm(name: str, version: str, family: str, regular: str, bold: str = "") -> tuple[Font, ...]:
    """Regular and, with a hash, bold of one family."""
    weights = [("Regular", "400Regular", regular), *([("Bold", "700Bold", bold)] if bold else [])]
    return tuple(Font(f"{family}-{w}.ttf", NPM + name, version, f"package/{d}/{family}_{d}.ttf", h) for w, d, h in weights)


def debian(family: str, sha256: str) -> Font:
    """A regular weight out of the Debian package; scripts seen in names only, so no bold."""
    file = f"{family}-Regular.ttf"
    return Font(file, DEBIAN, DEBIAN_VERSION, f"./usr/share/fonts/truetype/noto/{file}", sha256)


PINNED: tuple[Font, ...] = (
    *npm(
        "noto-sans",
        "0.4.2",
        "NotoSans",
        "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614",
        "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431",
    ),
    *npm(
        "noto-sans-thai",
        "0.4.2",
        "NotoSansThai",
        "9acb585d8662ca4ed1b1cf5889dfa1393f8555103b3986e1ea1e3af4faef70bd",
        "0be544f347b3ab6382bdc2b555a783727a4858a3dc140670406924670967d916",
    ),
    *npm(
        "noto-sans-khmer",
        "0.4.3",
        "NotoSansKhmer",
        "fff6f415386616d8d99c4f64b876e54e6e231dc0c007c87a61b254b3795957f9",
        "c72f01526f03b16b64a355cc898605c950c0c5bdcef6d00974a8e753358d3a8e",
    ),
    *npm(
        "noto-sans-lao",
        "0.4.2",
        "NotoSansLao",
        "0fb229c3a29c4c6e916b0ea27cb823aa9d899751c6306b6fca428b83feedf37d",
        "6d666b31ab236a835eb53db8ea00f15aa026b3f7c80c313312629ad105377f7b",
    ),
    *npm(
        "noto-sans-myanmar",
        "0.4.2",
        "NotoSansMyanmar",
        "52c27fe2643e3e34bae3b3d8865f6a2400e8c955d1adbe311979ea012116eb13",
        "e8c0650bd16c279dc64b7baabb33fd5b0266e4ef8005fe36fd8122dcc43dba18",
    ),
    *npm(
        "noto-sans-bengali",
        "0.4.4",
        "NotoSansBengali",
        "6826d9667972f0f96e48c46f7a24e70afe97205032e6295cfb1f13fbbb8b90a3",
        "3a44a4cf2c4f79c3ead8f52dffd5b3a66f0b2483792d66bad81e1a51e888bfd6",
    ),
    *npm(
        "noto-sans-sinhala",
        "0.4.2",
        "NotoSansSinhala",
        "33a77b6965e5245f1bab858ead09e4789aaa8daa918f9e26e924b016a3e1d7bd",
        "69b79ed8e643a86cf3b72e971bfdc745b1d211e0c90e8afe1f9341306a950d6e",
    ),
    *npm(
        "noto-sans-devanagari",
        "0.4.1",
        "NotoSansDevanagari",
        "084a94d89eb54aafb93a056e15425c34fd859f6342875165d304837b3bcfc2d2",
        "67f1ec9e2ac30b261090e32953b2df0adf6c942ab26ac47efb490fa7315bddab",
    ),
    *npm(
        "noto-naskh-arabic",
        "0.4.5",
        "NotoNaskhArabic",
        "706b4580c025f6c75ec1c06013e17f00a23ec1780091b77a5a5b339469bda94d",
        "35418f91100645a36e4d72d75866b61c5da14dc5ebbade64db434d2c9e76234c",
    ),
    Font(
        "NotoSansSC-Regular.ttf",
        NPM + "noto-sans-sc",
        "0.4.3",
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        "8559567d4556299c33e5d98afd750953617a55b4db2d16eb2b295f1d1f301cd7",
        "chinese",
    ),
    Font(
        "NotoSansKR-Regular.ttf",
        NPM + "noto-sans-kr",
        "0.4.3",
        "package/400Regular/NotoSansKR_400Regular.ttf",
        "8cbc9b353bb9ce848fd69bb6a507319dfacc659cf5fd643db5d88f3c4970e1dd",
        "46a40b8fb79b3be864f885cc187a8935eadc30ab1775f355458b24dcf204a8a9",
        "korean",
    ),
    debian("NotoSansSymbols2", "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688"),
    debian("NotoSansSymbols", "24b615ceb7d50a2c09060664ca9e24a160c9beb6bfca0563e8359369a4bc0993"),
    debian("NotoSansArmenian", "9636c32c121f4fc1fc6963dfad60ea32c41889507118a46f83a818eacf40348e"),
    debian("NotoSansEthiopic", "58bc43b062961b38ee45757d2e74e6a991a12011aa0399fb03004ac432e5c852"),
    debian("NotoSansGeorgian", "ba75f2154fef9beac8439f94c631dc37ef9c708d32f9254bb019afdfa9aa3138"),
    debian("NotoSansGujarati", "4468a3a24516831874fb4a867b760a22257944584e478d32a97e3c4d4bfc6400"),
    debian("NotoSansGurmukhi", "1db960ff6f506a98f5b3ece78f54618388c6187e7edf8ceee5ab63389c0db3ab"),
    debian("NotoSansHebrew", "436900d5ad77d33e4234247f3076eaecd25b92b9bea0519514f684140e3566a7"),
    debian("NotoSansKannada", "892b841b0b87ca3c2702bdc78d3031c8220f53e8f5f496ec5e37ccf0ca03ddf7"),
    debian("NotoSansMalayalam", "5433f4a642b4325aa169a55c4c6b8d1c4a45c4e08bcd9cbe72888229709a8f2d"),
    debian("NotoSansTamil", "a7bb7f92f165479af2f0556c4fd669b74c5959f464f603e18389b532f4d07a71"),
    debian("NotoSansTelugu", "cb3165071121b1e80c55a041d0c1f79b3bbc68e4b0eab37b0d881958dfc3ed7a"),
)


def _double_byte(codec: str, leads: Iterable[int]) -> Iterator[str]:
    for lead in leads:
        for trail in range(0x40, 0xFF):
            yield bytes((lead, trail)).decode(codec, "ignore")


def _characters(name: str) -> set[str]:
    """The characters a font is cut to: the national sets every newspaper uses, and full-width forms."""
    found: set[str] = {chr(c) for c in (*range(0x20, 0x7F), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0))}
    sets = {
        "chinese": (("gb2312", range(0xA1, 0xF8)), ("big5", range(0xA1, 0xC7)), ("shift_jis", range(0x81, 0x99))),
        "korean": (("euc_kr", range(0xA1, 0xC9)),),
    }
    for codec, leads in sets[name]:
        found.update("".join(_double_byte(codec, leads)))
    return found


def _cut(font: bytes, characters: set[str]) -> bytes:
    import uharfbuzz as hb

    if hb.__version__ != SUBSETTER:
        sys.exit(f"The cut fonts are pinned for uharfbuzz {SUBSETTER}, and {hb.__version__} is installed. Install that version.")
    wanted = hb.SubsetInput()
    wanted.unicode_set.update({ord(c) for c in characters})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    face = hb.subset(hb.Face(font), wanted)
    return bytes(face.blob.data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _npm_archive(package: str, version: str, folder: Path) -> Path:
    name = f"{package.removeprefix('npm ')}@{version}"
    out = subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, capture_output=True, text=True)
    return folder / out.stdout.split()[-1]


def _debian_archive(package: str, version: str, folder: Path) -> Path:
    name = package.removeprefix("Debian ")
    subprocess.run(["apt-get", "download", f"{name}={version}"], cwd=folder, check=True, capture_output=True)
    deb = next(folder.glob(f"{name}_*.deb"))
    tar = folder / f"{name}.tar"
    with tar.open("wb") as out:
        subprocess.run(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=out, check=True)
    return tar


def _fetch(package: str, version: str, folder: Path) -> Callable[[str], bytes]:
    """Download one package; the result reads a member of it."""
    archive = (_debian_archive if package.startswith("Debian ") else _npm_archive)(package, version, folder)

    def read(member: str) -> bytes:
        with tarfile.open(archive) as tar:
            handle = tar.extractfile(member)
            assert handle is not None, f"{member} is not a file"
            return handle.read()

    return read


def _take(font: Font, read: Callable[[str], bytes]) -> bytes:
    data = read(font.member)
    if _sha256(data) != font.packed:
        sys.exit(f"{font.member} of {font.package} {font.version} has the SHA-256 {_sha256(data)}, not the pinned one. Nothing more was written.")
    if font.characters:
        data = _cut(data, _characters(font.characters))
        if _sha256(data) != font.written:
            sys.exit(f"{font.file} after the cut has the SHA-256 {_sha256(data)}, not the pinned one. Nothing more was written.")
    return data


def _licence(font: Font, read: Callable[[str], bytes]) -> None:
    if font.package == DEBIAN:
        name, member = "fonts-noto-core-copyright.txt", "./usr/share/doc/fonts-noto-core/copyright"
    else:
        name, member = f"OFL-{font.file.split('-')[0]}.txt", "package/LICENSE_FONT"
    (FONTS / name).write_bytes(read(member))


def _list() -> None:
    """Write our part of resources/LICENSES.md; other parts of the file are left as they are."""
    rows = "\n".join(
        f"| fonts/{f.file} | {f.package} | {f.version} | {'cut: ' + f.characters if f.characters else 'whole'} | OFL-1.1 | `{f.sha256}` |"
        for f in PINNED
    )
    part = (
        f"{START}\n## Fonts\n\nNoto fonts, unchanged or cut to fewer characters. "
        f"Licence texts: `fonts/OFL-*.txt` and `fonts/fonts-noto-core-copyright.txt`.\n\n"
        f"| file | package | version | | licence | SHA-256 |\n|---|---|---|---|---|---|\n{rows}\n{END}"
    )
    old = LICENSES.read_text(encoding="utf-8") if LICENSES.exists() else "# What ships with the program, and its licences\n"
    before, _, rest = old.partition(START)
    after = rest.partition(END)[2]
    LICENSES.write_text(before.rstrip() + "\n\n" + part + "\n" + after.lstrip("\n"), encoding="utf-8")


def check() -> list[str]:
    """Files that are missing or not as pinned."""
    return [f.file for f in PINNED if not (FONTS / f.file).is_file() or _sha256((FONTS / f.file).read_bytes()) != f.sha256]


def fetch() -> None:
    """Download, verify, cut and write everything."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for package, version in dict.fromkeys((f.package, f.version) for f in PINNED):
        with tempfile.TemporaryDirectory() as folder:
            read = _fetch(package, version, Path(folder))
            for font in (f for f in PINNED if f.package == package):
                (FONTS / font.file).write_bytes(_take(font, read))
                _licence(font, read)
                print(f"{font.file}  {(FONTS / font.file).stat().st_size / 1000:,.0f} kB")
    _list()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only compare the files with the pins")
    if not parser.parse_args().check:
        fetch()
    if wrong := check():
        sys.exit(f"Missing or not as pinned: {', '.join(wrong)}. Run packaging/fetch_fonts.py.")
    print(f"{len(PINNED)} fonts as pinned, {sum((FONTS / f.file).stat().st_size for f in PINNED) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

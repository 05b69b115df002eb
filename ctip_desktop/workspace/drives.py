"""What kind of drive a file lies on, and the journal mode fit for it.

A fixed drive gets WAL (fast, durable with full sync). USB sticks are pulled out and network drives cannot share memory between processes, so
both get the old rollback journal with the strictest sync.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Drive(StrEnum):
    """Kinds that need different care."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


class Mode(NamedTuple):
    """Pragmas of a connection."""

    journal: str
    synchronous: str


MODES = {Drive.FIXED: Mode("wal", "full"), Drive.REMOVABLE: Mode("delete", "extra"), Drive.NETWORK: Mode("delete", "extra")}

NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "ncpfs", "afs", "9p", "davfs", "ceph", "glusterfs", "lustre", "webdav", "afpfs"}
)
REMOVABLE_TYPES = frozenset({"vfat", "exfat", "msdos", "fuseblk", "iso9660", "udf"})
_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd", "fuse.smb", "fuse.s3")


def mode_for(path: Path) -> Mode:
    """Journal mode and sync for a file at this path (it need not exist yet)."""
    return MODES[kind_of(path)]


def kind_of(path: Path) -> Drive:
    """The kind of drive; what cannot be told is treated as fixed."""
    folder = path.absolute().parent
    try:
        if sys.platform == "win32":
            return _on_windows(folder)
        if sys.platform == "darwin":
            return _on_mac(folder)
        return on_linux(folder, Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines())
    except (OSError, AttributeError):
        return Drive.FIXED


def on_linux(folder: Path, mounts: Iterable[str]) -> Drive:
    """By the file system of the mount that holds the folder; `mounts` are the lines of /proc/self/mounts."""
    best, device, kind = "", "", ""
    place = os.path.realpath(folder)
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        if len(point) >= len(best) and (place == point or place.startswith(point.rstrip("/") + "/")):
            best, device, kind = point, parts[0], parts[2]
    if kind in NETWORK_TYPES or kind.startswith(_NETWORK_FUSE):
        return Drive.NETWORK
    if kind in REMOVABLE_TYPES or _is_removable(device):
        return Drive.REMOVABLE
    return Drive.FIXED


def _is_removable(device: str) -> bool:
    """`/dev/sdb1` → /sys/block/sdb/removable."""
    name = Path(device).name.rstrip("0123456789").removesuffix("p") if device.startswith("/dev/") else ""
    if not name:
        return False
    try:
        return Path("/sys/block", name, "removable").read_text(encoding="ascii").strip() == "1"
    except (OSError, ValueError):
        return False


if sys.platform == "win32":

    def _on_windows(folder: Path) -> Drive:
        """GetDriveTypeW: 2 removable, 3 fixed, 4 remote, 5 CD, 6 RAM disk."""
        import ctypes

        root = folder.anchor if folder.anchor.endswith("\\") else folder.anchor + "\\"
        kind = ctypes.windll.kernel32.GetDriveTypeW(root)
        return {2: Drive.REMOVABLE, 4: Drive.NETWORK, 5: Drive.REMOVABLE}.get(kind, Drive.FIXED)


_MNT_LOCAL = 0x1000
_MNT_REMOVABLE = 0x200


def _on_mac(folder: Path) -> Drive:
    import ctypes  # here alone, because a start on other systems has no use for it

    class _StatFs(ctypes.Structure):
        """`struct statfs` of macOS (sys/mount.h, 64-bit inodes)."""

        _fields_ = (
            ("f_bsize", ctypes.c_uint32),
            ("f_iosize", ctypes.c_int32),
            ("f_blocks", ctypes.c_uint64),
            ("f_bfree", ctypes.c_uint64),
            ("f_bavail", ctypes.c_uint64),
            ("f_files", ctypes.c_uint64),
            ("f_ffree", ctypes.c_uint64),
            ("f_fsid", ctypes.c_int32 * 2),
            ("f_owner", ctypes.c_uint32),
            ("f_type", ctypes.c_uint32),
            ("f_flags", ctypes.c_uint32),
            ("f_fssubtype", ctypes.c_uint32),
            ("f_fstypename", ctypes.c_char * 16),
            ("f_mntonname", ctypes.c_char * 1024),
            ("f_mntfromname", ctypes.c_char * 1024),
            ("f_reserved", ctypes.c_uint32 * 8),
        )

    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, "statfs$INODE64", None) or library.statfs
    buffer = _StatFs()
    if call(os.fsencode(folder), ctypes.byref(buffer)) != 0:
        return Drive.FIXED
    return of_mac_flags(buffer.f_flags, buffer.f_fstypename.decode("ascii", "replace"))


def of_mac_flags(flags: int, kind: str) -> Drive:
    """By the mount flags of macOS, and the file systems that sticks are formatted with."""
    if not flags & _MNT_LOCAL or kind in NETWORK_TYPES:
        return Drive.NETWORK
    if flags & _MNT_REMOVABLE or kind in REMOVABLE_TYPES:
        return Drive.REMOVABLE
    return Drive.FIXED

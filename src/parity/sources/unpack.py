"""Archives of publishers, opened with limits: no path leads out, and nothing unpacks to more than it may."""

import gzip
import io
import zipfile
import zlib
from pathlib import PurePosixPath

from parity.errors import BadInput

__all__ = ["LIMIT", "unpacked"]

LIMIT = 512 * 1024 * 1024
"""Bytes that one file or archive may unpack to."""
MEMBERS = 1000
READ = (".csv", ".json", ".csv.gz")


def unpacked(name: str, content: bytes, *, limit: int = LIMIT) -> list[tuple[str, bytes]]:
    """Return the tables a file holds as (name, content): itself, or those packed in it.

    Files of an archive that are no tables are passed over.  Raises `BadInput` for an archive that is broken, holds
    names that lead elsewhere, or unpacks to more than `limit` bytes.

    >>> [name for name, _ in unpacked("a.csv", b"x\\n1\\n")]
    ['a.csv']
    """
    if content[:4] == b"PK\x03\x04" or name.lower().endswith(".zip"):
        return _unzipped(name, content, limit)
    if content[:2] == b"\x1f\x8b":
        return [(name.removesuffix(".gz"), _gunzipped(name, content, limit))]
    if len(content) > limit:
        raise BadInput(f"{name}: {len(content):,} bytes are more than the {limit:,} that are read.")
    return [(name, content)]


def _gunzipped(name: str, content: bytes, limit: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            plain = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        raise BadInput(f"{name}: a broken gzip file; retrieve it again.") from None
    if len(plain) > limit:
        raise BadInput(f"{name}: unpacks to more than {limit:,} bytes.")
    return plain


def _unzipped(name: str, content: bytes, limit: int) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    left = limit
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if one.filename and not one.is_dir()]
            if len(members) > MEMBERS:
                raise BadInput(f"{name}: holds {len(members)} files, more than the {MEMBERS} that are read.")
            for member in members:
                path = PurePosixPath(member.filename.replace("\\", "/"))
                if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ":")[0]:
                    raise BadInput(f"{name}: holds {member.filename[:80]!r}, a name that leads out of the archive.")
                if member.flag_bits & 0x1:
                    raise BadInput(f"{name}: is locked by a password.")
                if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise BadInput(f"{name}: is packed in a way that is not read; deflate is.")
                if path.name.startswith(".") or "__MACOSX" in path.parts or not path.name.lower().endswith(READ):
                    continue
                with archive.open(member) as packed:
                    plain = packed.read(left + 1)  # never trust the size an archive states
                if len(plain) > left:
                    raise BadInput(f"{name}: unpacks to more than {limit:,} bytes.")
                left -= len(plain)
                found.append((path.name, plain))
    except BadInput:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise BadInput(f"{name}: a broken zip archive; retrieve it again.") from None
    if not found:
        raise BadInput(f"{name}: holds no table (CSV or JSON).")
    return found

"""Where the store is, and the few things it must do there: a folder of this machine, or an object store.

Whatever is written appears whole or not at all.  Names are relative, with "/" between parts.
"""

import os
import secrets
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from typing_extensions import override

from parity.errors import BadInput, MissingExtra, SourceFailed

__all__ = ["Folder", "Objects", "Place", "here", "place_of"]


class Place(Protocol):
    """A folder, or what stands for one."""

    address: str

    def read(self, name: str) -> bytes:
        """Return what is stored under a name; raise `FileNotFoundError` if nothing is."""

    def write(self, name: str, content: bytes, *, lasting: bool = True) -> None:
        """Store content under a name, whole or not at all; what is not `lasting` may be lost if the power fails."""

    def names(self, under: str) -> list[str]:
        """List the names below a folder, sorted; none if it is not there."""

    def exists(self, name: str) -> bool:
        """Whether something is stored under a name."""

    def remove(self, name: str) -> None:
        """Remove a name; nothing happens if it is not there."""

    def scannable(self, name: str) -> str:
        """The address by which polars or DuckDB open it."""

    def age(self, name: str) -> float:
        """Seconds since it was written."""

    def leftovers(self) -> list[str]:
        """Names of what writes left that a kill broke off."""

    @property
    def options(self) -> dict[str, Any] | None:
        """What polars needs to open an address here."""


def here(store: str | os.PathLike[str] | None = None) -> Place:
    """Return the store that is named, else that of `PARITY_STORE`, else the platform's folder for data.

    >>> here("/tmp/observatory").address
    '/tmp/observatory'
    """
    if store is None:
        store = os.environ.get("PARITY_STORE") or None
    if store is None:
        import platformdirs

        return Folder(Path(platformdirs.user_data_dir("parity", appauthor=False)))
    return place_of(store)


def place_of(address: str | os.PathLike[str]) -> Place:
    """Open an address: a path, or an address of an object store such as `s3://bucket/folder`."""
    text = os.fspath(address)
    if not text.strip():
        raise BadInput("The store's address is empty; name a folder or an address such as s3://bucket/folder.")
    if "://" in text:
        return Objects(text)
    return Folder(Path(text).expanduser())


class Folder(Place):
    """A folder on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.address = str(root)

    def _path(self, name: str) -> Path:
        path = self.root / name
        if ".." in Path(name).parts or self.root not in path.parents:
            raise BadInput(f"{name!r} is not a name in the store.")
        return path

    @override
    def read(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    @override
    def write(self, name: str, content: bytes, *, lasting: bool = True) -> None:
        path = self._path(name)
        # Beside its place, so that the move cannot cross devices; a dot keeps it out of every listing.
        passing = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            file = _fresh(passing)
            try:
                with file:
                    file.write(content)
                    file.flush()
                    if lasting:
                        os.fsync(file.fileno())
                passing.replace(path)
            except BaseException:
                passing.unlink(missing_ok=True)
                raise
        except OSError as problem:
            raise SourceFailed(
                f"The store at {self.address} cannot be written: {problem.strerror or problem}. "
                "What it held before stays in force."
            ) from None

    @override
    def names(self, under: str) -> list[str]:
        folder = self._path(under)
        found = []
        for base, folders, files in os.walk(folder):
            folders[:] = [one for one in folders if not one.startswith(".")]
            found += [(Path(base) / one).relative_to(self.root).as_posix() for one in files if one[0] != "."]
        return sorted(found)

    @override
    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    @override
    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    @override
    def scannable(self, name: str) -> str:
        return str(self._path(name))

    @override
    def age(self, name: str) -> float:
        import time

        return time.time() - self._path(name).stat().st_mtime

    @property
    @override
    def options(self) -> dict[str, Any] | None:
        return None

    @override
    def leftovers(self) -> list[str]:
        pieces = (path for path in self.root.rglob(".*.????????") if path.is_file())
        return sorted(path.relative_to(self.root).as_posix() for path in pieces)


class Objects(Place):
    """A folder of an object store, by fsspec: an object appears when its upload is whole.

    Keys come from the environment as the object store's own tools read them (`AWS_ACCESS_KEY_ID`,
    `AWS_ENDPOINT_URL`, ...).
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.scheme, _, self.root = self.address.partition("://")
        try:
            import fsspec

            self._files = fsspec.filesystem(self.scheme, **self._settings())
        except ImportError:
            raise MissingExtra.of(f"A store at {self.scheme}://", "objects") from None
        except ValueError:
            raise BadInput(f"{address}: no object store is known by {self.scheme!r}; s3:// is.") from None

    def _settings(self) -> dict[str, Any]:
        if self.scheme != "s3":
            return {}
        endpoint = os.environ.get("AWS_ENDPOINT_URL")
        return {"endpoint_url": endpoint, "use_listings_cache": False, "skip_instance_cache": True}

    @property
    @override
    def options(self) -> dict[str, Any] | None:
        if self.scheme != "s3" or not (endpoint := os.environ.get("AWS_ENDPOINT_URL")):
            return None
        return {"aws_endpoint_url": endpoint, "aws_allow_http": "true", "aws_region": _region()}

    def _key(self, name: str) -> str:
        return f"{self.root}/{name}"

    def _doing(self, what: str, problem: Exception) -> SourceFailed:
        return SourceFailed(f"The store at {self.address} could not be {what}: {' '.join(str(problem).split())[:200]}.")

    @override
    def read(self, name: str) -> bytes:
        try:
            content: bytes = self._files.cat_file(self._key(name))
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as problem:
            raise self._doing("read", problem) from None
        return content

    @override
    def write(self, name: str, content: bytes, *, lasting: bool = True) -> None:
        try:
            self._files.pipe_file(self._key(name), content)
        except (OSError, ValueError) as problem:
            raise self._doing("written", problem) from None

    @override
    def names(self, under: str) -> list[str]:
        try:
            found = self._files.find(self._key(under))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as problem:
            raise self._doing("listed", problem) from None
        return sorted(str(one)[len(self.root) + 1 :] for one in found)

    @override
    def exists(self, name: str) -> bool:
        return bool(self._files.exists(self._key(name)))

    @override
    def remove(self, name: str) -> None:
        if self.exists(name):
            self._files.rm_file(self._key(name))

    @override
    def scannable(self, name: str) -> str:
        return f"{self.address}/{name}"

    @override
    def age(self, name: str) -> float:
        from datetime import UTC, datetime

        written = self._files.info(self._key(name)).get("LastModified")
        return (datetime.now(UTC) - written).total_seconds() if written else 0.0

    @override
    def leftovers(self) -> list[str]:
        return []  # an upload that breaks off leaves no object


def _fresh(path: Path) -> BinaryIO:
    """Open a new file; its folder is made if it is not there, which it mostly is."""
    try:
        return path.open("xb")
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def _region() -> str:
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"

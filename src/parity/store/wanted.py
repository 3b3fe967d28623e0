"""Which files a pull asks for: the addresses that sources declare, or a mirror's, and what the store has of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from parity.errors import BadInput
from parity.facts import Source
from parity.store.hops import parsed_url
from parity.store.manifest import Blob, Manifest, manifests, raw_path
from parity.store.place import Place

__all__ = ["Wanted", "checked_mirror", "files_of", "wanted_of"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to ask for."""

    source: str
    name: str
    url: str
    kind: str
    """What its name says it is: csv, json, zip, gz; "" if that does not show."""
    private: bool = False
    """The user named the host: it may be of a private network."""
    held: tuple[Blob, ...] = ()
    """What the newest snapshot has from this very address."""

    @property
    def host(self) -> str:
        """Whom to be polite to."""
        return urlsplit(self.url).netloc.lower()


def files_of(source: Source) -> dict[str, str]:
    """Return the files a source is pulled as, name by address, each address once; raise `BadInput` if it has none.

    >>> from parity.sources import source
    >>> files_of(source("epoch_hardware"))
    {'https://epoch.ai/data/ml_hardware.csv': 'ml_hardware.csv'}
    """
    urls = dict.fromkeys(one.url for one in source.tables.values() if one.url is not None)
    if not urls:
        raise BadInput(
            f"{source.id} has no address to pull from: its rows were gathered by hand, or its publisher offers no file."
        )
    return {url: unquote(PurePosixPath(urlsplit(url).path).name) for url in urls}


def wanted_of(place: Place, source: Source, mirror: str | None) -> list[Wanted]:
    """Return the files to ask for, with what the store's newest snapshot has of each."""
    newest = (manifests(place, source.id) or (None,))[-1]
    return [_wanted(place, source.id, name, url, newest, mirror) for url, name in files_of(source).items()]


def checked_mirror(mirror: str | None) -> str | None:
    """Return a mirror's address without a closing slash; raise `BadInput` for one that cannot be used."""
    if not mirror:
        return None
    try:
        parsed = parsed_url(mirror)
    except BadInput as refusal:
        raise BadInput(f"--mirror: {refusal}") from None
    if parsed.query:
        raise BadInput("--mirror: leave out what begins with '?'; file names are put after the address.")
    return str(parsed).rstrip("/")


def _wanted(place: Place, source: str, name: str, url: str, newest: Manifest | None, mirror: str | None) -> Wanted:
    address = url if mirror is None else f"{mirror}/{source}/{quote(name)}"
    held: Sequence[Blob] = [blob for blob in newest.files if blob.url == address] if newest else ()
    if not all(place.exists(raw_path(blob.sha256)) for blob in held):
        held = ()  # what is not whole here must be sent again
    kind = PurePosixPath(name).suffix.lower().lstrip(".")
    return Wanted(source, name, address, kind, private=mirror is not None, held=tuple(held))

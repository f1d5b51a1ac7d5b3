"""A package's zip: the same parts give the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can say; a deck never says when it was built."""
UNIX = 3
"""The system that is named as the maker; zipfile itself would name the one it runs on (APPNOTE.TXT, 4.4.2)."""


def zip_of(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip the parts in their order."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = compression
            entry.create_system = UNIX
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()

"""A package's zip: the same parts give the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can say; a deck never says when it was built."""


def zip_of(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip the parts in their order."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = compression
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()

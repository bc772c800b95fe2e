"""Keys: one master key outside the database; under it one key a stream, and keyed hashes for look-up.

Sealed bytes: one byte naming the algorithm (1: AES-256-GCM), a random 96-bit nonce, ciphertext with tag. What
is sealed is bound to its place (stream, version, type), so it cannot be moved to another. NIST SP 800-38D,
RFC 3394.
"""

import hmac
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

AES_256_GCM = b"\x01"
_NONCE = 12


class KeyUnusable(Exception):
    """A key cannot be used: the master key is another one, or what was sealed was altered."""


class StreamKey:
    """The key of one stream. Destroying its wrapped form makes what it sealed unreadable for ever."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """Encrypt `plain`, bound to `place`."""
        nonce = os.urandom(_NONCE)
        return AES_256_GCM + nonce + self._cipher.encrypt(nonce, plain, place)

    def unseal(self, sealed: bytes, place: bytes) -> bytes:
        """Decrypt what was sealed at `place`. Raises `KeyUnusable`."""
        if sealed[:1] != AES_256_GCM:
            raise KeyUnusable(f"sealed with an unknown algorithm: {sealed[:1].hex()}")
        try:
            return self._cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place)
        except (InvalidTag, ValueError):  # ValueError: cut short
            raise KeyUnusable("the sealed part was altered or moved, or the key is another one") from None


class MasterKey:
    """Wraps the keys of the streams and makes keyed hashes. Kept in a file, never in the database."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise KeyUnusable(f"a master key has 32 bytes, this one {len(key)}")
        self._wrapping = self._derive(key, b"tongxin wrap stream keys 1")
        self._hashing = self._derive(key, b"tongxin keyed hash 1")

    @staticmethod
    def _derive(key: bytes, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)

    def new_stream_key(self) -> tuple[StreamKey, bytes]:
        """A fresh key, and its wrapped form to store."""
        key = os.urandom(32)
        return StreamKey(key), aes_key_wrap(self._wrapping, key)

    def unwrap(self, wrapped: bytes) -> StreamKey:
        """The key of a stream from its stored form. Raises `KeyUnusable`."""
        try:
            return StreamKey(aes_key_unwrap(self._wrapping, wrapped))
        except InvalidUnwrap:
            raise KeyUnusable("the master key is not the one that wrapped this stream's key") from None

    def keyed_hash(self, kind: str, value: str) -> UUID:
        """A look-up value that tells nothing without the master key: HMAC-SHA-256, its first 128 bits."""
        return UUID(bytes=hmac.digest(self._hashing, f"{kind}\0{value}".encode(), sha256)[:16])


def load_or_create(path: Path, random: Callable[[int], bytes] = os.urandom) -> MasterKey:
    """The master key in a file of 64 hexadecimal digits, made at first use, readable by its owner alone."""
    try:
        return MasterKey(bytes.fromhex(path.read_text().strip()))
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except ValueError:
        raise KeyUnusable(f"{path} is no master key: 64 hexadecimal digits are expected") from None
    descriptor, draft = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "w") as file:
        file.write(random(32).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails if another process was first: then theirs counts
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
    _flush(path.parent)
    return load_or_create(path)


def _flush(folder: Path) -> None:
    """Make the names in a folder survive a crash: without the master key all that was sealed is lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

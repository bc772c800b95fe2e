"""The master key and its file, the keys of streams, keyed hashes."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from hmac import digest
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from store.at_once import at_once

from tongxin.store.keys import KeyUnusable, MasterKey, StreamKey, load_or_create

MASTER = MasterKey(bytes(range(32)))
OTHER = MasterKey(bytes(32))
WRAPPED = "a4c9850825fb2065c7d3ad7a22c62987836627a81a029d52d3cb05a021f714f9043cb3c1efd0fc49"
SEALED = "01e10002f08332921b1e09fd4143d67480005ec3dd16062b4f165719f31d5f2a21fd91e60850"


def test_a_master_key_is_made_once_for_its_owner_alone(master_key_file: Path) -> None:
    old_umask = os.umask(0)
    try:
        made = load_or_create(master_key_file)
    finally:
        os.umask(old_umask)
    assert stat.S_IMODE(master_key_file.stat().st_mode) == 0o600
    content = master_key_file.read_text()
    assert len(bytes.fromhex(content)) == 32
    assert load_or_create(master_key_file).keyed_hash("a", "b") == made.keyed_hash("a", "b")
    assert master_key_file.read_text() == content
    assert [path.name for path in master_key_file.parent.iterdir()] == [master_key_file.name]


def test_processes_that_start_at_once_share_one_master_key(master_key_file: Path, tmp_path: Path) -> None:
    hashes = at_once(
        tmp_path,
        4,
        "from tongxin.store.keys import load_or_create",
        "load_or_create(Path(sys.argv[3])).keyed_hash('a', 'b').hex",
        str(master_key_file),
    )
    assert set(hashes) == {load_or_create(master_key_file).keyed_hash("a", "b").hex}
    assert [path.name for path in master_key_file.parent.iterdir()] == [master_key_file.name]


def test_threads_that_start_at_once_share_one_master_key(tmp_path: Path) -> None:
    count = 8
    for attempt in range(20):
        path, together = tmp_path / str(attempt) / "master.key", Barrier(count)

        def load(path: Path = path, together: Barrier = together) -> UUID:
            together.wait()
            return load_or_create(path).keyed_hash("a", "b")

        with ThreadPoolExecutor(count) as threads:
            hashes = [loading.result() for loading in [threads.submit(load) for _ in range(count)]]
        assert len(set(hashes)) == 1


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"0" * 62, b"0" * 66, b"g" * 64, b"\xff" * 64, b"0123" * 16 + b"\nmore"]
)
def test_a_file_that_is_no_master_key_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)
    with pytest.raises(KeyUnusable):
        load_or_create(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_master_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(KeyUnusable, match="32 bytes"):
        MasterKey(bytes(length))


def test_the_key_of_a_stream_comes_back_from_its_wrapped_form() -> None:
    key, wrapped = MASTER.new_stream_key()
    assert MASTER.unwrap(wrapped).unseal(key.seal(b"text", b"place"), b"place") == b"text"
    assert MASTER.new_stream_key()[1] != wrapped


def test_another_master_key_does_not_unwrap() -> None:
    _, wrapped = MASTER.new_stream_key()
    with pytest.raises(KeyUnusable, match="master key"):
        OTHER.unwrap(wrapped)


@pytest.mark.parametrize("wrapped", [b"", b"short", bytes(40), bytes(41)])
def test_a_wrapped_key_that_was_altered_is_refused(wrapped: bytes) -> None:
    with pytest.raises(KeyUnusable):
        MASTER.unwrap(wrapped)


def test_what_is_sealed_is_bound_to_its_place_and_key() -> None:
    key, _ = MASTER.new_stream_key()
    sealed = key.seal(b"text", b"place")
    assert b"text" not in sealed
    for other, place in ((key, b"elsewhere"), (StreamKey(bytes(32)), b"place")):
        with pytest.raises(KeyUnusable):
            other.unseal(sealed, place)


def test_what_an_unknown_algorithm_sealed_is_refused_by_its_number() -> None:
    with pytest.raises(KeyUnusable, match="unknown algorithm: 02"):
        StreamKey(bytes(32)).unseal(b"\x02" + bytes(40), b"place")


def test_a_keyed_hash_never_changes_and_differs_by_kind_value_and_master() -> None:
    """Claims are looked up by it, so it is stored for ever."""
    hashes = [
        MASTER.keyed_hash("identity_number", "999999198803150016"),
        MASTER.keyed_hash("identity_number", "999999198803150017"),
        MASTER.keyed_hash("passport", "999999198803150016"),
        OTHER.keyed_hash("identity_number", "999999198803150016"),
    ]
    assert len(set(hashes)) == 4
    hashing = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tongxin keyed hash 1").derive(
        bytes(range(32))
    )
    expected = digest(hashing, b"identity_number\x00999999198803150016", sha256)
    assert hashes[0].bytes == expected[:16]


def test_a_sealed_text_of_long_ago_can_be_read() -> None:
    """Master key, wrapped key and sealed bytes as they were written when this format was released."""
    wrapped = bytes.fromhex(WRAPPED)
    assert MASTER.unwrap(wrapped).unseal(bytes.fromhex(SEALED), b"place") == "马建国".encode()

"""Web hooks over https: to receivers whose certificate the machine trusts, and to no others."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from api.beside import until
from api.http.conftest import Service
from api.http.receiver import Receiver, asked, delivering, subscribed
from api.http.test_delivery import screened, service
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from store.appending import rows

pytestmark = pytest.mark.slow
__all__ = ["service"]


def certificate(folder: Path, host: str) -> Path:
    """A certificate of its own for a host, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    form = serialization.Encoding.PEM
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(form))
    return file


@pytest.mark.parametrize(
    ("host", "is_trusted", "told"),
    [("localhost", True, None), ("localhost", False, "self-signed"), ("elsewhere", True, "mismatch")],
)
async def test_only_a_certificate_that_is_trusted_and_of_the_host_will_do(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    host: str, is_trusted: bool, told: str | None,
) -> None:  # fmt: skip
    file = certificate(tmp_path, host)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    receiver = Receiver()
    receiver.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    receiver.tls.load_cert_chain(file)
    with receiver.up(), delivering(service, tmp_path, retries=[60]):
        made = await subscribed(service, receiver.url)
        await screened(service, 1)
        settled = "select 1 from webhooks.subscriptions where position = 2 or tries = 1"
        await until(lambda: rows(service.database, settled))
    one = await asked(service, f"/webhooks/{made['id']}")
    if told is None:
        assert len(receiver.taken) == 2
        assert one["last_error"] is None
    else:
        assert told in one["last_error"]
        assert receiver.messages == []

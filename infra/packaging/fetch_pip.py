"""Install pip into the environment whose Python runs this, where `ensurepip` is missing.

(Debian without python3-venv.) Takes one wheel, known by its SHA-256, from the package index: PIP_INDEX_URL,
else PyPI. Standard library only.
"""

import base64
import hashlib
import html
import os
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
INDEX = "https://pypi.org/simple"


def get(url: str) -> bytes:
    """Fetch `url`; a name and password in it are sent as basic authentication, as pip does."""
    parts = urllib.parse.urlsplit(url)
    request = urllib.request.Request(url)
    if parts.username:
        secret = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        request = urllib.request.Request(bare.geturl())
        request.add_header("Authorization", "Basic " + base64.b64encode(secret.encode()).decode())
    trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
    with urllib.request.urlopen(request, timeout=60, context=trust) as answer:
        body: bytes = answer.read()
    return body


def wheel_url(index: str) -> str:
    """Find the wheel's address on the index's page about pip."""
    page = f"{index.rstrip('/')}/pip/"
    found = re.search(rf'href="([^"]*/)?{re.escape(WHEEL)}(#[^"]*)?"', get(page).decode())
    if found is None:
        sys.exit(f"{page} does not offer {WHEEL}")
    return urllib.parse.urljoin(page, html.unescape(found.group(1) or "") + WHEEL)


def main() -> None:
    """Fetch, check, and let the wheel install itself."""
    try:
        content = get(wheel_url(os.environ.get("PIP_INDEX_URL") or INDEX))
    except OSError as problem:
        sys.exit(f"Neither ensurepip nor a package index to fetch pip from: {problem}")
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        sys.exit(f"{WHEEL} has SHA-256 {digest}, not {SHA256}: not installed")
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder, WHEEL)
        wheel.write_bytes(content)
        pip = [sys.executable, f"{wheel}/pip", "--quiet"]
        subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True)


if __name__ == "__main__":
    main()

"""Where a web hook may go: https to the world, http to this machine, and to no other inner network.

Checked when a subscription is made, and again at every connection on the very address that is connected to:
a name may come to mean another address at any time (OWASP: Server Side Request Forgery, DNS rebinding).
"""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

import httpcore2

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_NAT64 = ip_network("64:ff9b::/96")


class TargetRefused(Exception):
    """A web hook must not go there. `code` names the reason for ever."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def is_this_machine(host: str) -> bool:
    """Whether the name itself says so; another name that leads here does not count."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(host: str, address: Address, allowed: Sequence[Network]) -> None:
    """Raise `TargetRefused` where a host leads to an address of an inner network that is not allowed."""
    inner = _inner(address)
    if is_this_machine(host) and inner.is_loopback:
        return
    if any(inner in network for network in allowed) or (inner.is_global and not inner.is_multicast):
        return
    detail = f"{host} leads to {address}, which is not in the public internet; TONGXIN_WEBHOOKS can allow it."
    raise TargetRefused("target-private", detail)


async def check_target(url: str, allowed: Sequence[Network]) -> None:
    """Raise `TargetRefused` where a subscription must not be made for this address."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise TargetRefused("target-form", "An address without user, password and fragment is expected.")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_machine(host)):
        raise TargetRefused("target-not-https", "https is expected; http goes to this machine only.")
    for address in await addresses_of(host, parts.port or 443):
        check_address(host, address, allowed)


async def addresses_of(host: str, port: int) -> list[Address]:
    """What a name means now. Raises `TargetRefused` where it means nothing."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise TargetRefused("target-unknown", f"There is no host {host}.") from None
    return [ip_address(str(one[4][0]).partition("%")[0]) for one in found]


class CheckedNetwork(httpcore2.AnyIOBackend):
    """Connects to addresses that were checked, so that nothing lies between looking and connecting."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address that answers. Raises `TargetRefused` if one of them is not allowed."""
        addresses = await addresses_of(host, port)
        for address in addresses:
            check_address(host, address, self._allowed)
        for address in addresses[:-1]:
            try:
                return await super().connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await super().connect_tcp(str(addresses[-1]), port, timeout, local_address, socket_options)


def _inner(address: Address) -> Address:
    """The address of the old internet that one of the new one stands for, where it does."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address

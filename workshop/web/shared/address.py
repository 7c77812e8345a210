"""Where phones find this server."""

import ipaddress
import socket
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine alone."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def lan_addresses() -> list[str]:
    """This machine's own IPv4 addresses, the one that leads out first; empty without a network."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: only asks which address would be used
            found.append(probe.getsockname()[0])
        except OSError:
            pass
    try:
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        pass
    return [address for address in dict.fromkeys(found) if not is_loopback(address) and address != "0.0.0.0"]


def base_url(configured: str | None, scheme: str, host: str, chosen: str | None = None) -> str:
    """The base address of links and QR codes: the configured one, else the request's host, and where that is loopback
    this machine's own address in the LAN (`chosen` when the facilitator picked one)."""
    if configured:
        return configured
    parts = urlsplit(f"{scheme}://{host}")
    if not is_loopback(parts.hostname or ""):
        return f"{scheme}://{host}"
    lan = [chosen] if chosen else lan_addresses()
    if not lan:
        return f"{scheme}://{host}"
    return f"{scheme}://{lan[0]}" + (f":{parts.port}" if parts.port else "")

"""Who may ask the server: pages of its own alone, under a name that is its own. A page elsewhere
can have its name point to this machine (DNS rebinding), but not change the name that is asked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_REFUSED = 1008
"""How a websocket is closed for a breach of policy (RFC 6455)."""
_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Streamlit's pages need scripts in the page, Vega's formulas and Graphviz' WebAssembly.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://{host} wss://{host} data: blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches an address."""
    found = _ip(address)
    return address.lower() in LOOPBACK if found is None else found.is_loopback


class Guard:
    """Refuses what asks for another host or comes from another site, and tells browsers to load
    nothing from elsewhere."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        self.app = app
        self.names = LOOPBACK | {address.lower()}
        found = _ip(address)
        # Listening everywhere, the server cannot know its numbers; a number cannot be rebound.
        self.any_number = found is not None and found.is_unspecified
        if self.any_number:
            self.names |= {socket.gethostname().lower(), socket.getfqdn().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if self.admits(asked.getlist("host"), asked.getlist("origin")):
            await self.app(scope, receive, _with_headers(send, asked["host"]))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _REFUSED})
        else:
            await PlainTextResponse("Forbidden", 403)(scope, receive, _with_headers(send, ""))

    def admits(self, hosts: list[str], origins: list[str]) -> bool:
        """Whether the one host is a name of this server, and the origin, if any, is that host."""
        if len(hosts) != 1 or len(origins) > 1:
            return False
        (host,) = hosts
        return self._is_own(host) and all(
            urlsplit(origin).netloc.lower() == host.lower() for origin in origins
        )

    def _is_own(self, host: str) -> bool:
        try:
            asked = urlsplit(f"//{host}")
            name, _ = asked.hostname, asked.port
        except ValueError:
            return False
        if name is None or asked.netloc != host or "@" in host:
            return False
        return name in self.names or (self.any_number and _ip(name) is not None)


def _ip(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _with_headers(send: Send, host: str) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            told: Any = MutableHeaders(scope=message)
            told["Content-Security-Policy"] = _POLICY.format(host=host)
            told.update(_HEADERS)
        await send(message)

    return with_headers

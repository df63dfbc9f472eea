"""Denies the network to any Python that finds this folder on its path.

`pytest --deny-network` loads it into the test process and puts it on the path of every command
that the tests start.  An audit hook also sees sockets that C code opens, and replaces nothing.
"""

import sys

_OUTWARD = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
_HERE = {"127.0.0.1", "::1"}


def _deny(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _OUTWARD:
        return
    address = arguments[1] if event in {"socket.connect", "socket.sendto"} else arguments[0]
    if isinstance(address, str | bytes) and event in {"socket.connect", "socket.sendto"}:
        return  # a path: a local socket reaches no network
    if (address[0] if isinstance(address, tuple) else address) in _HERE:
        return  # this machine: schedulers and workers of the tests
    # No OSError, which a caller might take for an ordinary failure and pass over.
    raise RuntimeError(f"the network is denied here, and {event} asked for {address!r}")


sys.addaudithook(_deny)

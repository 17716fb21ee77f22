"""Makes any use of the network an error: import it before a reader. Nothing that is exported may need it."""

import socket


class NetworkUsed(RuntimeError):
    pass


def _refuse(*arguments, **options):
    raise NetworkUsed(f"the network was used: {arguments}")


class _ClosedSocket(socket.socket):
    def __init__(self, *arguments, **options):
        _refuse(*arguments)


socket.socket = _ClosedSocket
socket.create_connection = _refuse
socket.getaddrinfo = _refuse

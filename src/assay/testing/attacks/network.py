"""Reaching other machines, other programs, the kernel by sockets."""

from __future__ import annotations

from assay.testing.attacks.attack import Attack, Control, attempt

ATTACKS = (
    Attack("tcp", attempt("socket.create_connection(('127.0.0.1', port), 2)")),
    Attack(
        "udp",
        attempt("socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', udp_port))"),
    ),
    Attack("netlink", attempt("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)")),
    Attack("raw socket", attempt("socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)"), control=Control.FENCED),
    Attack(
        "vsock",
        attempt("socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)"),
        control=Control.NONE,
        why="few kernels have it; seccomp refuses every family but AF_UNIX, which netlink and tcp show",
    ),
    Attack(
        "abstract unix socket",
        attempt("socket.socket(socket.AF_UNIX).connect('\\0' + abstract)"),
        benign="import socket\nleft, right = socket.socketpair()\nleft.send(b'fine')\nprint(right.recv(9))",
    ),
    Attack("path unix socket", attempt("socket.socket(socket.AF_UNIX).connect(unix)")),
)

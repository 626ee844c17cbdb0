"""A mail server in a thread of the tests: speaks SMTP on a socket, plain or with TLS, and fails where it is told to."""

from __future__ import annotations

import socket
import ssl
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast

PASSWORD = "en hemlig fras"


@dataclass
class MailWorld:
    """How the server behaves, and what it took: `taken` are whole messages, `receivers` those of each."""

    tls: ssl.SSLContext | None = None
    at_once: bool = False  # TLS from the first byte, instead of after STARTTLS
    signs_in: bool = False
    refuses: dict[str, str] = field(default_factory=dict)  # reply by address
    cuts_at: str = ""  # the command at which the connection breaks; "." after the content
    taken: list[bytes] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)
    port: int = 0


class _Talk(StreamRequestHandler):
    """One connection."""

    timeout = 5

    def handle(self) -> None:
        """Answer line by line until QUIT or a cut."""
        self.world = cast("_Server", self.server).world
        self.secure = False
        self.known = not self.world.signs_in
        self.receivers: list[str] = []
        if self.world.tls and self.world.at_once:
            self._turn_secure()
        self._say("220 mail.example.se")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == self.world.cuts_at:
                return
            if not self._answer(verb, line):
                return

    def finish(self) -> None:
        """Close what was opened for TLS too."""
        super().finish()
        self.connection.close()

    def _answer(self, verb: str, line: str) -> bool:
        answers: dict[str, Callable[[str], bool]] = {
            "EHLO": self._greet,
            "STARTTLS": self._start_tls,
            "AUTH": self._sign_in,
            "RCPT": self._receiver,
            "DATA": self._content,
            "QUIT": self._leave,
        }
        return answers.get(verb, self._agree)(line)

    def _greet(self, _line: str) -> bool:
        offers = ["mail.example.se"]
        if self.world.tls and not self.secure:
            offers.append("STARTTLS")
        if self.world.signs_in and (self.secure or not self.world.tls):
            offers.append("AUTH PLAIN")
        self._say(*(f"250{'-' if offer != offers[-1] else ' '}{offer}" for offer in offers))
        return True

    def _start_tls(self, _line: str) -> bool:
        self._say("220 go ahead")
        self._turn_secure()
        return True

    def _sign_in(self, line: str) -> bool:
        _none, user, password = b64decode(line.split()[2]).decode().split("\0")
        self.known = (user, password) == ("post", PASSWORD)
        self._say("235 welcome" if self.known else "535 5.7.8 no such user or password")
        return True

    def _receiver(self, line: str) -> bool:
        address = line[line.index("<") + 1 : line.index(">")]
        refusal = self.world.refuses.get(address, "" if self.known else "554 5.7.1 Relay access denied")
        if not refusal:
            self.receivers.append(address)
        self._say(refusal or "250 ok")
        return True

    def _content(self, _line: str) -> bool:
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.world.taken.append(b"".join(lines))
        self.world.receivers.append(self.receivers)
        if self.world.cuts_at == ".":
            return False
        self._say("250 taken")
        return True

    def _leave(self, _line: str) -> bool:
        self._say("221 bye")
        return False

    def _agree(self, _line: str) -> bool:
        self._say("250 ok")
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def _turn_secure(self) -> None:
        assert self.world.tls is not None
        self.connection = self.world.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.secure = True


class _Server(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, world: MailWorld) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.world = world

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle of a handshake is what some tests are about."""


@contextmanager
def mail_server(world: MailWorld) -> Iterator[MailWorld]:
    """The server, listening on `world.port` of 127.0.0.1."""
    with _Server(world) as server:
        world.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield world
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def certificate(folder: Path) -> Path:
    """A certificate of 127.0.0.1 with its key, made now and signed by itself, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def tls_of(path: Path) -> ssl.SSLContext:
    """TLS of a server with a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context

"""A time stamping authority that runs here: openssl with keys made for one test."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_CONFIG = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha1, sha256, sha384, sha512
ess_cert_id_alg = sha256
[stamps]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
"""


@dataclass(frozen=True)
class Authority:
    folder: Path
    name: str = "tsa"

    @property
    def certificate(self) -> Path:
        """The authority's certificate, then that of its issuer."""
        chain = self.folder / f"{self.name}-chain.pem"
        parts = (self.folder / f"{self.name}.pem", self.folder / "ca.pem")
        chain.write_bytes(b"".join(each.read_bytes() for each in parts))
        return chain

    def answer(self, request: bytes, *, chain: bool = False) -> bytes:
        """Answer a request, as the authority's server would."""
        (self.folder / "in.tsq").write_bytes(request)
        extra = ("-chain", "ca.pem") if chain else ()
        signer = ("-signer", f"{self.name}.pem", "-inkey", f"{self.name}.key")
        query = ("-queryfile", "in.tsq", "-out", "out.tsr")
        _openssl(self.folder, "ts", "-reply", "-config", "tsa.cnf", *query, *signer, *extra)
        return (self.folder / "out.tsr").read_bytes()

    def stamp(self, data: bytes, kind: str = "sha256", **options: bool) -> bytes:
        """Stamp bytes by a digest of that kind."""
        (self.folder / "data").write_bytes(data)
        query = ("-data", "data", f"-{kind}", "-no_nonce", "-cert", "-out", "own.tsq")
        _openssl(self.folder, "ts", "-query", *query)
        return self.answer((self.folder / "own.tsq").read_bytes(), **options)


def make_authority(
    folder: Path, name: str = "tsa", *, first: str = "", last: str = ""
) -> Authority:
    """Make an authority with keys of its own; skips where there is no openssl.

    Args:
        first, last: days of the certificate as `openssl ca` takes them; else ten years from now.
    """
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which stamps in these tests, is not installed")
    pytest.importorskip("rfc3161_client", reason="the extra tsa is not installed")
    folder.mkdir(exist_ok=True)
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    if not (folder / "ca.pem").exists():
        own = ("-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root", "-days", "9999")
        _openssl(folder, "req", *key, *own)
    wanted = ("-keyout", f"{name}.key", "-out", "in.csr", "-subj", f"/CN={name} invented")
    _openssl(folder, "req", *key, *wanted)
    if first:
        _sign_between(folder, name, first, last)
        return Authority(folder, name)
    signed = ("-in", "in.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    made = ("-out", f"{name}.pem", "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "stamps")
    _openssl(folder, "x509", "-req", *signed, *made)
    return Authority(folder, name)


def _sign_between(folder: Path, name: str, first: str, last: str) -> None:
    (folder / "index.txt").write_text("")
    (folder / "ca.cnf").write_text(
        f"[ca]\ndefault_ca = d\n[d]\ndatabase = {folder}/index.txt\nrand_serial = yes\n"
        f"new_certs_dir = {folder}\ndefault_md = sha256\npolicy = p\n[p]\ncommonName = supplied\n"
    )
    days = ("-startdate", first, "-enddate", last, "-extfile", "tsa.cnf", "-extensions", "stamps")
    by = ("-cert", "ca.pem", "-keyfile", "ca.key", "-in", "in.csr", "-out", f"{name}.pem")
    _openssl(folder, "ca", "-batch", "-notext", "-config", "ca.cnf", *by, *days)


def _openssl(folder: Path, *arguments: str) -> None:
    quiet = {**os.environ, "OPENSSL_CONF": os.devnull}
    command = ("openssl", *arguments)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=quiet, timeout=60)

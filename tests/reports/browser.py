"""A Chromium without a window that tests talk to through a pipe: no driver, no port, no network.

Source: Chrome DevTools Protocol; `--remote-debugging-pipe` reads messages from file descriptor 3
and writes them to 4, each ended by a NUL.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions")


@dataclass
class Browser:
    """One page of a running Chromium."""

    writer: BinaryIO
    reader: BinaryIO
    session: str = ""
    problems: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def call(self, method: str, **params: object) -> Mapping[str, Any]:
        """Send a command and wait for its answer; what the page complains about is kept."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.writer.write(json.dumps(message).encode() + b"\0")
        self.writer.flush()
        while True:
            answer = self._read()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                result: Mapping[str, Any] = answer["result"]
                return result
            if answer.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.problems.append(json.dumps(answer["params"]))

    def open(self, address: str) -> None:
        """Open a page in a tab of its own, and wait until it is loaded."""
        self.session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=address)
        self.run(
            "new Promise(r => document.readyState === 'complete' ? r() : addEventListener('load', () => r()))"
        )

    def run(self, expression: str) -> Any:
        """Run JavaScript in the page and give what it comes to, promises awaited."""
        told = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def choose(self, selector: str, files: Sequence[Path]) -> None:
        """Choose files in a field, as a person does in the picker."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(path) for path in files])

    def _read(self) -> dict[str, Any]:
        data = bytearray()
        while (sign := self.reader.read(1)) != b"\0":
            assert sign, "the browser is gone"
            data += sign
        found: dict[str, Any] = json.loads(data)
        return found


@contextmanager
def start_browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own, and end it."""
    to_browser, our_end = os.pipe()
    our_ear, from_browser = os.pipe()
    command = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
    program = [str(CHROMIUM), *_FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        ["bash", "-c", command, "browser", *program],
        pass_fds=(to_browser, from_browser),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    with os.fdopen(our_end, "wb") as writer, os.fdopen(our_ear, "rb") as reader:
        browser = Browser(writer, reader)
        try:
            yield browser
        finally:
            browser.session = ""
            browser.call("Browser.close")
            process.wait(timeout=20)


def literal(data: bytes | None) -> str:
    """Write bytes as JavaScript."""
    if data is None:
        return "null"
    encoded = json.dumps(base64.b64encode(data).decode())
    return f"Uint8Array.from(atob({encoded}), (sign) => sign.charCodeAt(0))"

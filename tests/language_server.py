"""A client for a language server, as small as tests of one need it: JSON-RPC over the server's own pipes.

The protocol is Microsoft's Language Server Protocol 3.17: a header with the length, then JSON.
"""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LONGEST = 60
"""Seconds after which a silent server is ended, so that the test fails instead of waiting."""

SETTINGS = {
    "yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}},
}
"""What an editor says of its user's settings; without the schema store the network is not asked."""


class LanguageServer:
    """A running server and one open document. What the server asks of the editor is answered on the way."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._number = 0
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        uri = folder.as_uri()
        self.request("initialize", processId=None, rootUri=uri, capabilities=capabilities)
        self._notify("initialized")

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a document with this text, whatever stands on the disk, and give what the server finds in it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", textDocument=document)
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def completions(self, path: Path, line: int, column: int) -> list[str]:
        """Give what the server offers at a place of the open document, counted from 0."""
        place = {"line": line, "character": column}
        answer = self.request("textDocument/completion", textDocument={"uri": path.as_uri()}, position=place)
        return [str(item["label"]) for item in answer["items"]]

    def request(self, method: str, **params: Any) -> Any:
        """Ask the server something, and give its answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _notify(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """Read one message; one that asks something is answered as an editor with SETTINGS would."""
        assert self._process.stdout
        headers = {}
        while line := self._process.stdout.readline().strip():
            name, _, value = line.decode("ascii").partition(": ")
            headers[name.casefold()] = value
        assert headers, "the language server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(int(headers["content-length"])))
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": _answer(message)})
        return message


def _answer(message: dict[str, Any]) -> object:
    if message["method"] != "workspace/configuration":
        return None
    return [SETTINGS.get(item.get("section", "")) for item in message["params"]["items"]]


@contextmanager
def serving(program: str, folder: Path) -> Iterator[LanguageServer]:
    """Start the program as a language server for a folder, and end it."""
    process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    watchdog = threading.Timer(LONGEST, process.kill)
    watchdog.start()
    try:
        yield LanguageServer(process, folder)
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()

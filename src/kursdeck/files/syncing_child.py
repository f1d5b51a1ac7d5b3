"""The process that waits for the disk, run by `syncing`: numbers and paths come in, a line for each goes out.

It is run as a file and needs nothing but Python's own modules. It ends when nobody speaks to it any more.
"""

import errno
import hashlib
import os
import signal
import sys
from threading import Lock, Thread

THREADS = 4
"""So many files are waited for at a time. Where a sync takes no time one would do; where it takes ten milliseconds,
four have 357 decks synced in a second."""
DONE, REFUSED = "done", "refused"


def synced(path: str) -> str:
    """Return when a file's bytes are on the disk, with their digest; raises OSError."""
    with open(path, "rb+", buffering=0) as file:  # noqa: PTH123 - pathlib is half of the time that starting takes
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Answer as soon as each file is on the disk; an interruption is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hearing = Lock()  # lines are lost where two threads read from one buffer
    threads = [Thread(target=_answer_all, args=(hearing,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _answer_all(hearing: Lock) -> None:
    while line := _heard(hearing):
        number, path = line.decode().split()
        answer = f"{number} {_answer(os.fsdecode(bytes.fromhex(path)))}\n"
        os.write(sys.stdout.fileno(), answer.encode())


def _heard(hearing: Lock) -> bytes:
    with hearing:
        return sys.stdin.buffer.readline()


def _answer(path: str) -> str:
    try:
        return f"{DONE} {synced(path)}"
    except OSError as problem:
        return f"{REFUSED} {problem.errno or errno.EIO}"


if __name__ == "__main__":
    main()

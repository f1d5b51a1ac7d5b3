"""The process that waits for the disk, run by `syncing`: numbers and paths come in, a line for each goes out.

It is run as a file and needs nothing but Python's own modules. It ends when nobody speaks to it any more. What it is
not able to do is done by whoever asked: on some systems nobody else may open a file that a process holds.
"""

import hashlib
import os
import signal
import sys
from io import FileIO
from threading import Lock, Thread

THREADS = 4
"""So many files are waited for at a time. Where a sync takes no time one would do; where it takes ten milliseconds,
four have 357 decks synced in a second."""
DONE, REFUSED, UNABLE = "done", "refused", "unable"
"""What an answer begins with. Then comes the digest of what the file holds, or the number of the error with which the
disk refused; a disk is not asked twice, since the second time it may say that all is well."""


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
    try:
        while line := _heard(hearing):
            number, path = line.decode().split()
            answer = f"{number} {_answer(os.fsdecode(bytes.fromhex(path)))}\n"
            os.write(sys.stdout.fileno(), answer.encode())
    except BaseException:  # noqa: BLE001 - whatever it is: nobody must wait for this thread while others live
        os._exit(1)


def _heard(hearing: Lock) -> bytes:
    with hearing:
        return sys.stdin.buffer.readline()


def _answer(path: str) -> str:
    try:
        with open(path, "rb+", buffering=0) as file:  # noqa: PTH123 - pathlib is half of the time that starting takes
            return _synced(file)
    except OSError:
        return UNABLE


def _synced(file: FileIO) -> str:
    try:
        os.fsync(file.fileno())
    except OSError as problem:
        return f"{REFUSED} {problem.errno}"
    return f"{DONE} {hashlib.file_digest(file, 'sha256').hexdigest()}"


if __name__ == "__main__":
    main()

"""The process that draws one SVG, with its limits on: run as a file by `rasterise`, never imported.

An SVG of a few hundred bytes can ask for hours or for all memory, and the drawing library runs native code;
here it can at worst end this process. SVG text comes on standard input, PNG goes to standard output.
"""

import contextlib
import faulthandler
import sys


def main(seconds: int, memory: int) -> None:
    """Draw standard input in the size that it states; what cannot be drawn raises, and that is the answer."""
    faulthandler.dump_traceback_later(
        seconds, exit=True
    )  # by the clock, should nobody be there to end this process
    svg = sys.stdin.buffer.read().decode()
    with contextlib.suppress(ImportError):  # Windows: there the clock is the only limit
        _limit(seconds, memory)
    import resvg_py  # noqa: PLC0415 - native code: loaded under the limits too

    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    sys.stdout.buffer.write(png)


def _limit(seconds: int, memory: int) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,  # should the parent die, this process does not outlive it for long
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for kind, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

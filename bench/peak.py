"""Run a command and print the most memory that it held, in KiB (Linux).

usage: python -S peak.py PROGRAM ARGUMENT…

A program of its own, and a small one: a process's peak counts from before it became another program, so whoever
starts a command sets the least that can be measured.
"""

import os
import sys

pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))

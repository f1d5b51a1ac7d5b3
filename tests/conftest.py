"""What every test shares: hypothesis without a deadline (a busy machine is no defect), and CI's strictness.

In CI nothing may be skipped: a test that needs LibreOffice or a browser fails there when it is missing.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import settings

IN_CI = os.environ.get("CI", "") not in {"", "0", "false"}

settings.register_profile("kursdeck", deadline=None, print_blob=True)
settings.load_profile("kursdeck")

NOBODY = 65534
REPO = Path(__file__).parents[1]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Give a copy of the seed course in a folder of its own."""
    folder = tmp_path / "course"
    shutil.copytree(REPO / "templates", folder / "templates")
    shutil.copy(REPO / "content.yaml", folder)
    (folder / "deck").mkdir()
    for example in (REPO / "deck").glob("*.example.*"):
        shutil.copy(example, folder / "deck")
    return folder


@pytest.fixture
def unprivileged(tmp_path: Path) -> Callable[[], AbstractContextManager[None]]:
    """Give a way to be somebody whom permissions hold back: root, as CI is, may read and write everything."""
    return lambda: _nobody(tmp_path) if os.geteuid() == 0 else nullcontext()


@contextmanager
def _nobody(folder: Path) -> Iterator[None]:
    for above in (folder, *folder.parents):
        above.chmod(above.stat().st_mode | 0o011)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:  # noqa: ARG001
    """Turn a skip into a failure in CI: a test that did not run has shown nothing."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"

"""What every test shares: hypothesis without a deadline (a busy machine is no defect), and CI's strictness.

In CI nothing may be skipped: a test that needs LibreOffice or a browser fails there when it is missing.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

IN_CI = os.environ.get("CI", "") not in {"", "0", "false"}

settings.register_profile("kursdeck", deadline=None, print_blob=True)
settings.load_profile("kursdeck")

REPO = Path(__file__).parents[1]


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """Give a copy of the seed course in a folder of its own."""
    folder = tmp_path / "course"
    shutil.copytree(REPO / "templates", folder / "templates")
    shutil.copy(REPO / "content.yaml", folder)
    (folder / "deck").mkdir()
    for example in (REPO / "deck").glob("*.example.*"):
        shutil.copy(example, folder / "deck")
    yield folder


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:  # noqa: ARG001
    """Turn a skip into a failure in CI: a test that did not run has shown nothing."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"

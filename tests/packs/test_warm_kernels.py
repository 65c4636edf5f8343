"""Kernels that are forked from a warm process are as good as any, and outlive nobody."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from opm_evidence.errors import PackFailed
from opm_evidence.packs.kernels import forking
from opm_evidence.packs.kernels.forking import KILLED, ForkedProcess, NotWarm, WarmProcess
from opm_evidence.packs.kernels.provisioner import NAME, WarmProvisioner
from opm_evidence.packs.notebooks.running import run_notebook

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux forks safely after imports"
)
WITHOUT_LIBRARY = ("ipykernel.kernelapp", "opm_evidence.packs.kernels.warm_kernel")


@pytest.fixture(scope="module")
def warm():
    process = WarmProcess.start(WITHOUT_LIBRARY)
    process.wait_until_warm()
    yield process
    process.close()


@pytest.fixture
def warm_kernels(warm, monkeypatch):
    """Whatever runs a notebook in this test uses kernels of the warm process."""
    from jupyter_client.provisioning import KernelProvisionerFactory

    forking.warm_process.cache_clear()
    monkeypatch.setenv(forking.ADDRESS, warm.address)
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", NAME)
    yield
    forking.warm_process.cache_clear()


def notebook(*sources):
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    cells = [new_markdown_cell("# The question"), *map(new_code_cell, sources)]
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def shown(executed):
    return [
        each["data"]["text/plain"]
        for cell in executed.cells
        for each in cell.get("outputs", [])
        if "data" in each
    ]


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def gone(process, seconds=5.0):
    until = time.monotonic() + seconds
    while is_running(process) and time.monotonic() < until:
        time.sleep(0.01)
    return not is_running(process)


def fork_sleeper(warm, program="import time; time.sleep(60)"):
    return warm.fork(
        "builtins:exec",
        [program],
        folder=Path.cwd(),
        environment=dict(os.environ),
        streams=(0, 1, 2),
    )


def test_jupyter_finds_the_provisioner_by_its_name():
    (found,) = entry_points(group="jupyter_client.kernel_provisioners", name=NAME)
    assert found.load() is WarmProvisioner


def test_a_kernel_is_a_child_of_the_warm_process(warm_kernels, tmp_path):
    executed = run_notebook(notebook("import os; os.getppid()"), {}, tmp_path)
    (parent,) = shown(executed)
    assert b"warm_process" in Path(f"/proc/{parent}/cmdline").read_bytes()


def test_each_notebook_has_a_fresh_kernel_in_its_own_folder(warm_kernels, tmp_path):
    first = run_notebook(notebook("import os; left = 1; os.environ['LEFT'] = '1'"), {}, tmp_path)
    assert shown(first) == []
    asked = notebook("import os; 'left' in globals(), 'LEFT' in os.environ", "os.getcwd()")
    assert shown(run_notebook(asked, {}, tmp_path)) == ["(False, False)", repr(str(tmp_path))]


def test_what_one_kernel_changes_in_a_library_the_next_does_not_see(warm_kernels, tmp_path):
    """Nor does the warm process that both are forked from."""
    spoil = (
        "import math, os, statistics, sys",
        "statistics.mean = lambda of: 'spoilt'; math.pi = 3; sys.path.insert(0, '/spoilt')",
        "os.environ['HOME'] = '/spoilt'; os.umask(0o777); os.chdir('/')",
        "import builtins; builtins.print = None",
    )
    run_notebook(notebook(*spoil), {}, tmp_path)
    asked = notebook(
        "import math, os, statistics, sys",
        "statistics.mean([1]), math.pi > 3, '/spoilt' in sys.path, os.environ['HOME'] == '/spoilt'",
        "callable(print), os.umask(0) == 0o777",
        "os.getcwd()",
    )
    assert shown(run_notebook(asked, {}, tmp_path)) == [
        "(1, True, False, False)",
        "(True, False)",
        repr(str(tmp_path)),
    ]


def test_a_warm_kernel_shows_what_a_cold_one_shows(warm_kernels, tmp_path, monkeypatch):
    from jupyter_client.provisioning import KernelProvisionerFactory

    asked = notebook("print('said')", "import sys; sys.argv[0][-20:]", "__name__, 1/3", "{3, 1, 2}")
    warm = run_notebook(asked, {}, tmp_path)
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", "local-provisioner")
    cold = run_notebook(asked, {}, tmp_path)
    assert [cell.get("outputs") for cell in warm.cells if "argv" not in cell.source] == [
        cell.get("outputs") for cell in cold.cells if "argv" not in cell.source
    ]


SLOWLY = """
import os, sys, time
write = sys.stderr.write
sys.stderr.write = lambda text: (time.sleep(0.2), write(text))  # as on a busy machine
os.write(2, b"Error: the register is stale")
"""


@pytest.mark.parametrize("after", [(), ("1 + 1",)])
def test_what_a_cell_writes_past_python_is_kept_however_late_it_is_read(
    warm_kernels, tmp_path, monkeypatch, after
):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # under which ipykernel leaves such output alone
    executed = run_notebook(notebook(SLOWLY, *after), {}, tmp_path)
    said = [each for cell in executed.cells for each in cell.get("outputs", [])]
    assert [each["text"] for each in said if "text" in each] == ["Error: the register is stale"]


def test_what_a_cell_writes_past_python_is_kept_where_nobody_else_can_take_it(
    warm_kernels, tmp_path, monkeypatch
):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    closed = "import os, sys\nos.close(sys.stderr._original_stdstream_copy)\n"
    cells = closed + "os.write(2, b'one')", "os.write(2, b'two')"
    executed = run_notebook(notebook(*cells), {}, tmp_path)
    said = [each for cell in executed.cells for each in cell.get("outputs", [])]
    assert [each["text"] for each in said if "text" in each] == ["one", "two"]


def test_a_program_that_writes_on_and_on_holds_up_no_cell_for_long(
    warm_kernels, tmp_path, monkeypatch
):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    began = time.monotonic()
    source = "import subprocess\nnever = subprocess.Popen(['yes'], stdout=2)"
    run_notebook(notebook(source, "never.kill()"), {}, tmp_path)
    assert time.monotonic() - began < 30


def test_a_kernel_that_is_killed_from_outside_is_reported(warm_kernels, tmp_path):
    suicide = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    with pytest.raises(PackFailed, match=r"“The question” failed.\n    Its kernel died"):
        run_notebook(notebook(suicide), {}, tmp_path)


def test_a_kernel_leaves_nothing_running_that_it_started(warm_kernels, tmp_path):
    start = "import subprocess; subprocess.Popen(['sleep', '60']).pid"
    (started,) = shown(run_notebook(notebook(start), {}, tmp_path))
    assert gone(int(started))


def test_a_kernel_can_be_interrupted_and_carries_on(warm_kernels):
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel()
    try:
        assert isinstance(manager.provisioner, WarmProvisioner)
        assert isinstance(manager.provisioner.process, ForkedProcess)
        # Unless it is told otherwise, a kernel refuses what comes soon after a cell that failed.
        cell = "import time; print('begun', flush=True); time.sleep(60)"
        waiting = client.execute(cell, stop_on_error=False)
        while client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
            pass  # a signal that comes before the cell begins interrupts nothing
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=10)
        assert reply["parent_header"]["msg_id"] == waiting
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        client.execute("1 + 1")
        assert client.get_shell_msg(timeout=10)["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert not manager.is_alive()


def test_how_a_process_ended_is_known(warm):
    well, badly = fork_sleeper(warm, "pass"), fork_sleeper(warm, "raise SystemExit(3)")
    assert (well.wait(10), badly.wait(10)) == (0, 3)
    sleeper = fork_sleeper(warm)
    assert sleeper.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        sleeper.wait(0.01)
    os.kill(sleeper.pid, signal.SIGTERM)
    assert sleeper.wait(10) == -signal.SIGTERM


def test_a_forked_process_that_ends_by_itself_says_nothing_of_leaks(tmp_path):
    """DuckDB's binding counts what is never collected, and prints pages of it at the end."""
    warm = WarmProcess.start(("duckdb",))
    said = tmp_path / "said"
    try:
        warm.wait_until_warm()
        with said.open("wb") as out:
            ended = warm.fork(
                "builtins:exec",
                ["import atexit, duckdb; atexit.register(print, 'the end')"],
                folder=tmp_path,
                environment=dict(os.environ),
                streams=(0, out.fileno(), out.fileno()),
            )
            assert ended.wait(20) == 0
    finally:
        warm.close()
    assert said.read_text() == "the end\n"


def test_killing_waits_until_the_process_is_gone(warm):
    sleeper = fork_sleeper(warm)
    sleeper.kill()
    assert sleeper.returncode == KILLED
    assert not is_running(sleeper.pid)


def test_a_process_ends_with_whoever_asked_for_it(warm):
    program = (
        "import os, pathlib, sys, time\n"
        "from opm_evidence.packs.kernels.forking import WarmProcess\n"
        "forked = WarmProcess(sys.argv[1]).fork('builtins:exec', ['import time; time.sleep(60)'],"
        " folder=pathlib.Path.cwd(), environment=dict(os.environ), streams=(0, 1, 2))\n"
        "print(forked.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    asking = subprocess.Popen([sys.executable, "-c", program, warm.address], stdout=subprocess.PIPE)
    with asking:
        sleeper = int(asking.stdout.readline())
        assert is_running(sleeper)
        asking.send_signal(signal.SIGKILL)
    assert gone(sleeper)


@pytest.mark.parametrize("how", ["closed", "killed", "no longer answering"])
def test_nothing_outlives_the_warm_process(how, monkeypatch):
    monkeypatch.setattr(forking, "SECONDS_TO_END", 1)
    warm = WarmProcess.start(())
    warm.wait_until_warm()
    sleeper = fork_sleeper(warm)
    if how == "killed":
        warm._process.send_signal(signal.SIGKILL)
    elif how == "no longer answering":
        warm._process.send_signal(signal.SIGSTOP)
    warm.close()
    assert gone(sleeper.pid)
    assert sleeper.wait(5) == KILLED
    assert not Path(warm.address).parent.exists()


def test_an_import_that_fails_is_said_and_not_swallowed(tmp_path, monkeypatch):
    (tmp_path / "broken_part.py").write_text("import no_such_module", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotWarm, match="broken_part cannot be loaded: .*no_such_module"):
        WarmProcess.start(["broken_part"]).wait_until_warm()


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_a_process_that_is_not_warm_yet_can_be_ended_while_somebody_waits_for_it(
    tmp_path, monkeypatch, seconds
):
    (tmp_path / "slow_part.py").write_text("import time\ntime.sleep(60)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    warm = WarmProcess.start(["slow_part"])
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(warm.wait_until_warm) for _ in range(2)]
        time.sleep(seconds)
        warm.close()
        for each in waiting:
            with pytest.raises(NotWarm):
                each.result(timeout=30)
            warm.close()
    assert not Path(warm.address).parent.exists()


def test_an_import_that_starts_a_thread_is_no_ground_to_fork_from(tmp_path, monkeypatch):
    (tmp_path / "threading_part.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotWarm, match="started 1 threads"):
        WarmProcess.start(["threading_part"]).wait_until_warm()


def test_where_there_is_no_warm_process_a_kernel_starts_in_the_ordinary_way(
    warm_kernels, tmp_path, monkeypatch
):
    monkeypatch.setenv(forking.ADDRESS, str(tmp_path / "nobody-listens-here"))
    forking.warm_process.cache_clear()
    assert shown(run_notebook(notebook("6 * 7"), {}, tmp_path)) == ["42"]


def test_a_kernel_of_another_kind_is_left_to_jupyter():
    from opm_evidence.packs.kernels.provisioner import _kernel_arguments

    assert _kernel_arguments(["/usr/bin/R", "-m", "ipykernel_launcher", "-f", "x"]) is None
    assert _kernel_arguments([sys.executable, "-m", "xeus", "-f", "x"]) is None
    assert _kernel_arguments([sys.executable, "-m", "ipykernel_launcher", "-f", "x"]) == ["-f", "x"]
    assert _kernel_arguments([]) is None


def test_plain_papermill_uses_warm_kernels_when_told_so(tmp_path):
    import nbformat

    nbformat.write(
        notebook(
            "import os; b'warm_process' in open(f'/proc/{os.getppid()}/cmdline', 'rb').read()"
        ),
        tmp_path / "in.ipynb",
    )
    subprocess.run(
        [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "--no-progress-bar"],
        cwd=tmp_path,
        env={**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": NAME},
        check=True,
        capture_output=True,
    )
    assert shown(nbformat.read(tmp_path / "out.ipynb", as_version=4)) == ["True"]


def test_every_library_that_a_kernel_needs_is_imported_before_it_is_forked():
    warm = WarmProcess.start()
    try:
        warm.wait_until_warm()
        wanted = ("pandas", "ipykernel.kernelapp", "opm_evidence.display", "opm_evidence.synthesis")
        program = f"import sys; raise SystemExit(any(n not in sys.modules for n in {wanted!r}))"
        assert fork_sleeper(warm, program).wait(20) == 0
    finally:
        warm.close()


def test_the_workers_of_a_build_are_forked_and_not_started():
    from opm_evidence.packs.builds.crew import Crew

    with Crew() as crew:
        worker = crew.hire()
        assert crew.cold_because == ""
        assert not worker.is_gone
    assert worker.is_gone

"""Packs that are built on a real cluster of several worker processes, one of which is lost."""

import os
import shutil
import signal
import sys
import threading
import time

import pytest

from tests.commands import NOTEBOOK, opm_evidence, snapshot
from tests.own_sections import example

pytest.importorskip("distributed", reason="the extra “cluster” is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ends processes as Linux does"),
    # Dask's own, at the end of a cluster of which a worker was killed.
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]
NAMES = ("drinks", "meals", "parks", "tutors")


@pytest.fixture(scope="module")
def cluster():
    """Two workers, each in a process of its own, and nothing shared but the machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def registers(evidence, tmp_path_factory):
    """Four policies with much the same register."""
    folder = tmp_path_factory.mktemp("several") / "evidence"
    shutil.copytree(evidence, folder)
    policy = (folder / "drinks" / "policy.yaml").read_text(encoding="utf-8")
    for name in NAMES[1:]:
        shutil.copytree(evidence / "drinks", folder / name)
        renamed = policy.replace("policy_id: drinks", f"policy_id: {name}")
        (folder / name / "policy.yaml").write_text(renamed, encoding="utf-8")
    example(folder / "meals")  # a section of its own travels, too
    return folder


@pytest.fixture(scope="module")
def built_here(registers):
    """The same packs, built on this machine, one at a time."""
    folder = registers.parent / "here"
    words = ("--evidence", registers, "--output", folder, "--notebook", NOTEBOOK, "--jobs", 1)
    done = opm_evidence("build", *words)
    assert done.returncode == 0, done.stderr
    return snapshot(folder)


def build(cluster, registers, outputs):
    words = ("--evidence", registers, "--output", outputs, "--notebook", NOTEBOOK)
    return opm_evidence("build", *words, "--scheduler", cluster.scheduler_address)


def test_a_cluster_gives_the_same_bytes_as_one_machine(cluster, registers, built_here, tmp_path):
    done = build(cluster, registers, tmp_path / "there")
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "there") == built_here
    again = build(cluster, registers, tmp_path / "there")
    assert "4 policies, 4 unchanged." in again.stdout


def test_a_worker_that_is_killed_midway_costs_no_pack(cluster, registers, built_here, tmp_path):
    def kill_one():
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for worker in cluster.scheduler.workers.values():
                if worker.processing:
                    time.sleep(0.5)  # so that it is at work, and not just told of it
                    os.kill(pids[worker.address], signal.SIGKILL)
                    killed.append(worker.address)
                    return
            time.sleep(0.02)

    from distributed import Client

    with Client(cluster, set_as_default=False) as client:
        pids = client.run(os.getpid)
    killed = []
    killer = threading.Thread(target=kill_one)
    killer.start()
    done = build(cluster, registers, tmp_path / "there")
    killer.join()
    assert killed, "no worker was ever at work"
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "there") == built_here


def test_faults_and_failures_come_back_from_a_cluster_whole(cluster, registers, tmp_path):
    spoilt = shutil.copytree(registers, tmp_path / "evidence")
    findings = spoilt / "drinks" / "findings.csv"
    text = findings.read_text(encoding="utf-8").replace("improves", "improvs")
    findings.write_text(text, encoding="utf-8")
    done = build(cluster, spoilt, tmp_path / "there")
    assert done.returncode == 1
    assert "findings.csv, row 2, direction" in done.stderr
    assert sorted(path.name for path in (tmp_path / "there").glob("[!.]*/index.html")) != []
    assert not (tmp_path / "there" / "drinks" / "index.html").exists()


def test_an_address_where_nobody_answers_is_a_wrong_call(registers, tmp_path, monkeypatch):
    from opm_evidence.errors import WrongCall
    from opm_evidence.packs.builds import cluster

    monkeypatch.setattr(cluster, "SECONDS_TO_ANSWER", 1)
    with pytest.raises(WrongCall, match="No scheduler with a worker answers at tcp://127.0.0.1:9"):
        cluster._client("tcp://127.0.0.1:9")


def test_a_worker_with_another_version_builds_nothing(registers, tmp_path):
    from dataclasses import replace

    from opm_evidence.packs.builds.cluster import _parcel, deliver
    from opm_evidence.packs.builds.job import jobs_for

    (job,) = jobs_for(["drinks"], evidence=registers, outputs=tmp_path, notebook=NOTEBOOK, given={})
    delivery = deliver(replace(_parcel(job), code="another"))
    assert delivery.files == {}
    assert "another version of opm-evidence" in str(delivery.outcome.error)

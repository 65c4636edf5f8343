"""The steps of the workflow, run one after the other as the service would run them."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.commands import ROOT, opm_evidence, snapshot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the service runs Ubuntu"),
]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "packs.yml").read_text("utf-8"))
JOBS = WORKFLOW["jobs"]
NAMES = ("drinks", "meals", "parks")


def shell_of(job, beginning):
    """The script of the one step of a job whose name, or whose script, begins like this."""
    (step,) = (
        step
        for step in JOBS[job]["steps"]
        if "run" in step and step.get("name", step["run"]).startswith(beginning)
    )
    return step["run"]


@pytest.fixture(scope="module")
def unbuilt(evidence, tmp_path_factory):
    """What a checkout of three policies holds, with an environment."""
    tmp_path = tmp_path_factory.mktemp("unbuilt")
    shutil.copytree(evidence, tmp_path / "evidence")
    policy = (evidence / "drinks" / "policy.yaml").read_text(encoding="utf-8")
    for name in NAMES[1:]:
        shutil.copytree(evidence / "drinks", tmp_path / "evidence" / name)
        renamed = policy.replace("policy_id: drinks", f"policy_id: {name}")
        (tmp_path / "evidence" / name / "policy.yaml").write_text(renamed, encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    for path in (ROOT / "notebooks").glob("evidence_pack.*"):
        shutil.copy(path, tmp_path / "notebooks")
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "README.md").write_text("What is built comes here.", encoding="utf-8")
    command = tmp_path / ".venv" / "bin" / "opm-evidence"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m opm_evidence.cli "$@"\n')
    command.chmod(0o755)
    return tmp_path


@pytest.fixture
def checkout(unbuilt, tmp_path):
    """A copy of it, before anything is built."""
    return shutil.copytree(unbuilt, tmp_path / "checkout")


@pytest.fixture(scope="module")
def published(unbuilt, tmp_path_factory):
    """Another, of which all was built in two groups; and the pages that were published."""
    checkout = shutil.copytree(unbuilt, tmp_path_factory.mktemp("published") / "checkout")
    for group in planned(checkout, most="2"):
        assert build(checkout, group).returncode == 0
        assert (checkout / "report.xml").is_file()
    return checkout, publish(checkout)


@pytest.fixture
def built(published, tmp_path):
    """A copy of that, and the pages."""
    checkout, pages = published
    return shutil.copytree(checkout, tmp_path / "checkout"), pages


def run(checkout, script, **environment):
    """A step, by the shell and in the way in which the service runs it."""
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GITHUB_ACTIONS": "true", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def planned(checkout, most="20"):
    """The groups of policies that the second job tells the third to build."""
    told = checkout / "told"
    told.unlink(missing_ok=True)
    done = run(
        checkout, shell_of("plan", "List the policies"), GITHUB_OUTPUT=str(told), MOST_GROUPS=most
    )
    assert done.returncode == 0, done.stderr
    name, _, value = told.read_text(encoding="utf-8").strip().partition("=")
    assert name == "groups"
    return json.loads(value)


def build(checkout, group):
    return run(checkout, shell_of("pack", "Execute the notebooks"), POLICIES=group)


def publish(checkout):
    """The pages as they would be published, and what the cache keeps for the next time."""
    for name in ("Put the new packs", "Write the pages"):
        done = run(checkout, shell_of("site", name))
        assert done.returncode == 0, done.stderr
    kept = shutil.copytree(checkout / "outputs", checkout / "cache", dirs_exist_ok=True)
    assert run(checkout, shell_of("site", "Leave out")).returncode == 0
    pages = snapshot(checkout / "outputs")
    assert not (checkout / "outputs" / ".builds").exists(), "it is not for publication"
    shutil.rmtree(checkout / "outputs")
    shutil.copytree(kept, checkout / "outputs")
    shutil.rmtree(checkout / "built", ignore_errors=True)
    return pages


def test_what_was_never_built_is_built_in_as_many_groups_as_there_may_be(checkout):
    assert planned(checkout) == list(NAMES)
    assert planned(checkout, most="2") == ["drinks\nparks", "meals"]
    assert planned(checkout, most="1") == ["drinks\nmeals\nparks"]


def test_only_what_changed_is_built_and_all_is_published(built):
    checkout, first = built
    opm_evidence("build", "--output", "plain", folder=checkout)
    assert first == snapshot(checkout / "plain")
    assert planned(checkout) == []
    assert publish(checkout) == first

    policy = checkout / "evidence" / "meals" / "policy.yaml"
    changed = re.sub(r"(?m)^title: .*$", "title: Something else", policy.read_text("utf-8"))
    policy.write_text(changed, encoding="utf-8")
    (group,) = planned(checkout)
    assert group == "meals"
    assert build(checkout, group).returncode == 0
    second = publish(checkout)
    moved = {name.split("/")[0] for name in first if first[name] != second.get(name)}
    assert "meals" in moved
    assert moved.isdisjoint({"drinks", "parks"})


def test_a_pack_that_fails_is_marked_and_the_last_good_one_is_published_with_the_others(built):
    checkout, first = built
    findings = checkout / "evidence" / "meals" / "findings.csv"
    findings.write_text(findings.read_text("utf-8").replace("improves", "improvs"), "utf-8")
    policy = checkout / "evidence" / "parks" / "policy.yaml"
    policy.write_text(re.sub(r"(?m)^title: .*$", "title: New", policy.read_text("utf-8")), "utf-8")
    (group,) = planned(checkout, most="1")
    done = build(checkout, group)
    assert done.returncode != 0
    assert "::error file=evidence/meals/findings.csv,line=2,title=meals::" in done.stderr
    second = publish(checkout)
    assert {name: second[name] for name in second if name.startswith("meals/")} == {
        name: first[name] for name in first if name.startswith("meals/")
    }
    assert b"New" in second["parks/index.html"]
    assert run(checkout, shell_of("registers", ".venv/bin/opm-evidence check")).returncode == 1


def test_a_folder_s_name_is_never_a_part_of_a_script_or_a_word_of_the_command(checkout):
    done = build(checkout, "--force; touch was-here\n$(touch was-here)")
    assert done.returncode != 0
    assert "There is no policy" in done.stderr
    assert not (checkout / "was-here").exists()
    scripts = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


def test_the_workflow_is_made_as_the_service_wants_it():
    """What a schema would say, as far as this file goes: jobs, steps, what each waits for."""
    assert set(WORKFLOW) == {"name", True, "permissions", "jobs"}, "`on` is a truth of YAML's"
    assert set(WORKFLOW[True]) == {"push", "pull_request", "workflow_dispatch"}
    known = {"name", "needs", "if", "runs-on", "strategy", "steps", "outputs"}
    known |= {"permissions", "environment", "concurrency"}
    for name, job in JOBS.items():
        assert set(job) <= known, name
        assert {"name", "runs-on", "steps"} <= set(job), name
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(JOBS)
        for step in job["steps"]:
            assert set(step) <= {"name", "id", "if", "uses", "with", "run", "env"}, step
            assert ("uses" in step) != ("run" in step), step
            assert "uses" not in step or re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"])
    asked = re.findall(
        r"(steps|needs)\.(\w+)\.(\w+)", (ROOT / ".github/workflows/packs.yml").read_text()
    )
    ids = {step["id"] for job in JOBS.values() for step in job["steps"] if "id" in step}
    for kind, name, what in asked:
        assert name in (ids if kind == "steps" else JOBS)
        assert what in {"outputs", "result"}
    for _, expression in re.findall(r"(\$\{\{)(.*?)\}\}", json.dumps(WORKFLOW[True])):
        assert expression == ""
    used = set(re.findall(r"needs\.(\w+)", json.dumps(JOBS["site"])))
    assert used <= set(JOBS["site"]["needs"])

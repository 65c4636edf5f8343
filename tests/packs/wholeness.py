"""Whether a pack is whole: every file as its manifest says, and nothing beside."""

import hashlib
import json
import zipfile


def whole_packs(outputs):
    """The names of the packs of a folder, each of which is whole."""
    names = sorted(path.parent.name for path in outputs.glob("[!.]*/manifest.json"))
    for name in names:
        assert_whole(outputs / name)
    return names


def assert_whole(pack):
    """Fail where a file of a pack is missing, changed, or too many."""
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    named = {**manifest["inputs"], **manifest["outputs"]}
    archive = f"{manifest['policy_id']}.zip"
    found = {
        path.relative_to(pack).as_posix(): path.read_bytes()
        for path in pack.rglob("*")
        if path.is_file()
    }
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    assert {name: hashes.get(name) for name in named} == named, f"{pack.name} is not whole"
    assert set(found) - set(named) - {"manifest.json", archive} == set()
    with zipfile.ZipFile(pack / archive) as zipped:
        inside = {
            name.removeprefix(f"{manifest['policy_id']}/"): zipped.read(name)
            for name in zipped.namelist()
        }
    assert inside == {name: content for name, content in found.items() if name != archive}

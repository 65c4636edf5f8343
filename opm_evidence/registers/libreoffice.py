"""Has LibreOffice save a workbook as ODS: one writer of templates is kept right, not two."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from opm_evidence.errors import WrongCall

PROGRAMS = ("soffice", "libreoffice")
ENOUGH_SECONDS = 180


def save_as_ods(workbook: Path, output: Path) -> None:
    """Save an XLSX workbook as ODS under another name.

    Raises:
        WrongCall: LibreOffice is not installed, or would not do it.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise WrongCall(
            "An ODS workbook is made by LibreOffice, which is not on this machine's path.\n"
            "    Make an XLSX one: LibreOffice and other programs open it and save it as ODS."
        )
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()  # beside a LibreOffice that is open already
        done = subprocess.run(
            [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "ods"]
            + ["--outdir", folder, str(workbook)],
            capture_output=True,
            timeout=ENOUGH_SECONDS,
            check=False,
        )
        made = Path(folder, f"{workbook.stem}.ods")
        if done.returncode or not made.is_file():
            raise WrongCall(
                "LibreOffice did not save the workbook as ODS.\n"
                "    Make an XLSX one, open it in LibreOffice and save it as ODS there."
            )
        shutil.copyfile(made, output)

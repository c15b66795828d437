"""Looks around inside the image, as the user it runs as, and names what is not as it should be."""

import json
import os
import subprocess
import sys
from pathlib import Path

OWN = ("/var/lib/attune/keys", "/var/lib/attune/audit")
NOT_OURS = ("/proc", "/sys", "/dev", "/tmp", "/var/tmp", "/run", "/var/lock")  # noqa: S108
PAGES_NEED = ("web/css/", "web/js/", "vendor/fonts/", "vendor/fullcalendar/", "vendor/echarts/")
STATIC = Path("/opt/attune/static")
faults: list[str] = []

if os.getuid() != 10001 or os.getgid() != 10001:
    faults.append(f"it runs as {os.getuid()}:{os.getgid()}")
faults += [f"{folder} cannot be written" for folder in OWN if not os.access(folder, os.W_OK)]
for folder, subfolders, files in os.walk("/"):
    if folder.startswith((*NOT_OURS, *OWN)):
        subfolders.clear()
        continue
    own = [Path(folder), *(path for path in (Path(folder, name) for name in files) if not path.is_symlink())]
    faults += [f"{path} can be written" for path in own if os.access(path, os.W_OK)]

for edition in ("marketplace", "clinic"):
    names = json.loads((STATIC / edition / "staticfiles.json").read_text())["paths"]
    missing = [start for start in PAGES_NEED if not any(name.startswith(start) for name in names)]
    faults += [f"{edition} has no file of {start}" for start in missing]
    faults += [f"{edition} lacks {name}" for name in names.values() if not (STATIC / edition / name).is_file()]

for command in (["attune", "--help"], ["attune", "web", "--help"], ["attune", "worker", "--help"]):
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        faults.append(f"{' '.join(command)} ends with {ran.returncode}: {ran.stderr[-500:]}")

sys.exit("\n".join(faults) or 0)

"""The servers that are killed are started by the launcher, whose package is found in bin/."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin"))

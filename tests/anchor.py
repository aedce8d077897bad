"""``press-extract label FILE…`` for those who call it by its old name."""

import sys
from pathlib import Path

from extract.cli.evaluate import label

sys.exit(label([Path(name) for name in sys.argv[1:]]))

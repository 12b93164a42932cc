"""What is loaded for extraction alone: whoever reads one article should not wait for what only a record needs."""

import subprocess
import sys

PROGRAM = "import sys, onrecord.ingest; print(*sorted({'sqlalchemy', 'alembic'} & set(sys.modules)))"


def test_extraction_does_not_load_the_database():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []

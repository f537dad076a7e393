"""`python -m vnplan.cli`: the command, where scripts are not on the search path."""

import sys

from vnplan.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

"""``python -m onrecord``: the command line, where the environment's folder of programs is not on the path."""

from .cli import main

if __name__ == "__main__":
    main()

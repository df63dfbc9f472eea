"""`python -m cradlegate`: the same as the command `cradlegate`."""

from cradlegate.cli.main import main

if __name__ == "__main__":
    main()

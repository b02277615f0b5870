"""``python -m snaglist`` is ``snag``, where the script is not on the path."""

from snaglist.cli.main import main

if __name__ == "__main__":
    main()

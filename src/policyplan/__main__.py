"""`python -m policyplan` is the command line."""

from policyplan.cli import main

if __name__ == "__main__":
    main()

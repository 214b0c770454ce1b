"""`python -m groupbot` is the command `groupbot`."""

from groupbot.cli.main import main

main()

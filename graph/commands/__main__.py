"""`python -m graph.commands`: the program where its script is not on the path."""

from graph.commands import main

main()

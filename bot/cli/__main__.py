"""`python -m bot.cli` is `claimspread`."""

from bot.cli import main

main()

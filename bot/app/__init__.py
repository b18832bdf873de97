"""The composition root: the only room that joins the parts of the others, whole, and runs them.

May import every room but the command line, the dashboard, the demo and the operator's tools.
"""

from bot.app.application import App
from bot.app.opening import open_app, open_process
from bot.app.process import Process

__all__ = ["App", "Process", "open_app", "open_process"]

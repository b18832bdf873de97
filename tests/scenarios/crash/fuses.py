"""Fuses for `bot.telemetry.crash_points`, from the side that lays them."""

from pathlib import Path


class Fuses:
    """A folder of fuses that all bots of a siege look into."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder

    def lay(self, step: str, times: int = 1) -> None:
        """Have the one that comes to this step for the nth time die of it."""
        fresh = self.folder / f"new.{step}"
        fresh.write_text(str(times))
        fresh.rename(self.folder / step)

    def take_away(self, step: str) -> bool:
        """Take a fuse away; False where somebody has died, or is about to die, of it."""
        try:
            (self.folder / step).unlink()
        except FileNotFoundError:
            return False
        return True

    def killed(self, pid: int) -> str | None:
        """The step at which this process died of a fuse, or None."""
        for spent in self.folder.glob(f"{pid}.*"):
            return spent.name.partition(".")[2]
        return None

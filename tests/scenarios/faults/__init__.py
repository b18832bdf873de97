"""What goes wrong around the bot, from lost servers to full disks, and how it gets over it."""

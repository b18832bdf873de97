"""For those who run the bot: the doctor, the check of the database, the replay of old posts.

May import the application and all below it; nothing but the command line and the dashboard imports this
room.
"""

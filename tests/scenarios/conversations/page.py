"""The conversations as a page: Markdown for reading anywhere, HTML as the chats look."""

from collections.abc import Sequence
from html import escape

from tests.scenarios.conversations.scene import Line, Scene

_HEAD = """# Six conversations at once

What readers see, written down from one real run: the bot with its default model and the demo's claims, over
HTTP at the fake Bot API, all six chats at the same time. Only what people say is invented; the bot's words
are its own.
Made by `python -m tests.scenarios.conversations docs/telegram-conversations.md`.

![The six chats side by side](telegram-conversations.png)
"""

_STYLE = """
:root { color-scheme: light; font: 14px/1.4 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
body { margin: 0; padding: 24px; background: #dfe7ee; color: #14202b; }
h1 { font-size: 22px; margin: 0 0 4px; } p.about { margin: 0 0 20px; color: #435566; }
main { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 20px; align-items: start; }
section { background: #c9d8c0; border-radius: 14px; overflow: hidden; box-shadow: 0 1px 4px #0003; }
header { background: #2f6f8f; color: #fff; padding: 10px 14px; }
header small { display: block; opacity: .85; }
.line { margin: 8px 12px; max-width: 86%; }
.me { margin-inline-start: auto; width: fit-content; }
.bubble { background: #fff; border-radius: 12px; padding: 7px 11px; white-space: pre-wrap; }
.bubble { overflow-wrap: anywhere; }
.me .bubble { background: #e2f7cb; }
.who { font-size: 12px; font-weight: 600; color: #2f6f8f; }
.buttons { display: grid; grid-template-columns: 1fr 1fr; gap: 4px; margin-top: 4px; }
.buttons span { background: #5c7f93; color: #fff; border-radius: 8px; padding: 4px 8px; font-size: 12px; }
.buttons span { text-align: center; }
.aside { text-align: center; font-size: 12px; color: #33473a; margin: 8px 24px; font-style: italic; }
.changed { font-size: 11px; color: #667; }
.forward { font-size: 12px; color: #2c7a4b; }
"""


def as_markdown(scenes: Sequence[Scene]) -> str:
    """One heading a chat, one quoted paragraph a message."""
    parts = [_HEAD]
    for scene in scenes:
        parts.append(f"## {scene.title} ({scene.about})\n")
        parts += [_markdown(line) for line in scene.lines]
    return "\n".join(parts).rstrip() + "\n"


def _markdown(line: Line) -> str:
    match line.kind:
        case "note":
            return f"*{line.text}*\n"
        case "press":
            return f"*{line.who} presses* [{line.text}]\n"
        case "notice":
            return f"*A short notice: “{line.text}”*\n"
    who = "Bot" if line.by_bot else line.who
    said = {"forward": " forwards"}.get(line.kind, "") + (" changes its message" if line.changed else "")
    text = line.text.translate({ord(sign): f"\\{sign}" for sign in "*_<>[]#`|"})
    quoted = "\n".join(f"> {row}  " if row else ">" for row in text.splitlines())
    buttons = "".join(f" `[{label}]`" for label in line.buttons)
    return f"**{who}{said}:**\n{quoted}\n" + (f">\n>{buttons}\n" if buttons else "")


def as_html(scenes: Sequence[Scene]) -> str:
    """Six chats side by side."""
    shown = "".join(_section(scene) for scene in scenes)
    title = "Six conversations at once"
    about = "From one real run: default model, the demo’s claims, over HTTP at the fake Bot API."
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f'<h1>{title}</h1><p class="about">{about}</p><main>{shown}</main></html>\n'
    )


def _section(scene: Scene) -> str:
    lines = "".join(_line(line) for line in scene.lines)
    title = f"<b dir=auto>{escape(scene.title)}</b><small>{escape(scene.about)}</small>"
    return f"<section><header>{title}</header>{lines}</section>"


def _line(line: Line) -> str:
    text = escape(line.text)
    if line.kind in ("note", "notice", "press"):
        said = {"note": text, "notice": f"“{text}”", "press": f"{escape(line.who)} presses [{text}]"}[
            line.kind
        ]
        return f"<div class=aside dir=auto>{said}</div>"
    side = "line" if line.by_bot else "line me"
    above = "" if line.by_bot else f"<div class=who dir=auto>{escape(line.who)}</div>"
    above += "<div class=forward>forwarded</div>" if line.kind == "forward" else ""
    above += "<div class=changed>changed</div>" if line.changed else ""
    buttons = "".join(f"<span dir=auto>{escape(label)}</span>" for label in line.buttons)
    below = f"<div class=buttons>{buttons}</div>" if buttons else ""
    return f'<div class="{side}"><div class=bubble dir=auto>{above}{text}</div>{below}</div>'

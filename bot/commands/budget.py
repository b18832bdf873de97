"""`/budget`: what X costs, what is left, and how far it will go."""

from decimal import Decimal

from bot.commands.registry import command
from bot.conversation.turn import Turn
from bot.markup import within
from bot.platforms.x.budget import BudgetWindow
from bot.platforms.x.ledger import money, read_budget_report
from bot.roles import Role


@command("budget", Role.ADMIN, takes_argument=False)
async def show_budget(turn: Turn, argument: str) -> None:
    """Show what was spent on X, what is left, the forecast, and what an answer costs."""
    standing = await read_budget_report(turn.session, turn.settings.x, turn.now)
    lines = [turn.words("budget-title")]
    lines += [turn.words("budget-window", **_window(turn, window)) for window in standing.budget.windows]
    lines.append(turn.words("budget-forecast", forecast=money(standing.forecast)))
    if standing.answer_cost is not None:
        cost = money(standing.answer_cost)
        lines.append(turn.words("budget-answers", answers=str(standing.answers), cost=cost))
    unknown = max((window.open for window in standing.budget.windows), default=Decimal(0))
    if unknown:
        lines.append(turn.words("budget-unanswered", amount=money(unknown)))
    lines.append(turn.words(f"budget-stage-{standing.budget.stage.word}"))
    turn.say(within(lines))


def _window(turn: Turn, window: BudgetWindow) -> dict[str, object]:
    none = turn.words.plain("budget-no-cap")
    return {
        "window": window.name,
        "spent": money(window.spent),
        "cap": none if window.cap is None else money(window.cap),
        "left": none if window.left is None else money(window.left),
    }

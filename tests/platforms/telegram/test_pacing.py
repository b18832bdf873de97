"""The limits that the bot keeps by itself."""

import asyncio

from bot.platforms.telegram.pacing import SendingPace, SendingWindow


async def times(window: SendingWindow, number: int) -> list[float]:
    """When each of so many turns came, in seconds from the first."""
    clock = asyncio.get_running_loop().time
    began = clock()
    found = []
    for _ in range(number):
        await window.wait()
        found.append(clock() - began)
    return found


async def test_no_window_of_time_holds_more_turns_than_allowed() -> None:
    found = await times(SendingWindow(3, 0.2), 8)
    assert all(later - earlier >= 0.199 for earlier, later in zip(found, found[3:], strict=False))
    assert found[2] < 0.1


async def test_two_messages_to_a_chat_are_a_second_apart_counted_from_the_end_of_the_first() -> None:
    pace, clock = SendingPace(), asyncio.get_running_loop().time
    async with pace.turn("2001"):
        await asyncio.sleep(0.1)
        done = clock()
    async with pace.turn("2002"):
        assert clock() - done < 0.5  # another chat waits for nobody
    async with pace.turn("2001"):
        assert clock() - done >= 0.99

"""The spread on Telegram, over HTTP: the chart arrives as a photo with its sentences."""

from tests.fakes.telegram import FakeTelegram
from tests.platforms.telegram.house import FIRST_CLAIM, RUMOUR, House


async def test_the_chart_is_a_photo_with_three_sentences(telegram: FakeTelegram, house: House) -> None:
    olga, ann = telegram.user(1001, "Olga"), telegram.user(2001, "Ann")
    channel = telegram.channel(-100800, "Daily Rumour", bot="left")
    await ann.forward(await channel.post(RUMOUR))
    await telegram.wait_for(timeout=60)
    await house.settled()
    await olga.private(f"/spread {FIRST_CLAIM} 7d dark")
    await house.settled()
    photo = telegram.sent[-1]
    assert photo.method == "sendPhoto"
    assert "Daily Rumour" in photo.text
    assert "2 posts" in photo.text
    assert len(photo.text) <= 1024

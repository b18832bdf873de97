"""`/web`: a link to the dashboard, in private, for those who have a role."""

import re

from storage import web_access
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, Chat, text


async def test_the_link_signs_in_the_account_that_asked(chat: Chat) -> None:
    said = text(await chat.command("/web", by=EDITOR))
    found = re.search(r"http://127\.0\.0\.1:8100/in/(\S+)", said)
    assert found is not None, said
    async with chat.database.write() as session:
        assert await web_access.use_link(session, found[1], chat.now) == (EDITOR.ref, "en")


async def test_no_link_is_given_where_others_read_it_or_without_a_role(chat: Chat) -> None:
    assert "private chat" in text(await chat.command("/web", by=OWNER, place=GROUP))
    assert "/in/" not in text(await chat.command("/web", by=READER))

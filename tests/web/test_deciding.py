"""Review, roles, groups and sources on pages."""

from datetime import timedelta

import httpx

from bot.roles import Role
from storage import accounts, audit, chats, claims, reviews, sources
from storage.chats import Whereabouts
from storage.claims import RATINGS
from storage.models import ReviewItem
from tests.web.stage import EDITOR, OWNER, READER, REVIEWER, Stage, csrf, submit


async def item_of(stage: Stage, number: int) -> ReviewItem:
    async with stage.app.database.read() as session:
        item = await reviews.get(session, number)
        assert item is not None
        return item


async def decide_all(client: httpx.AsyncClient, items: list[int], **fields: str) -> httpx.Response:
    secret = csrf((await client.get("/review/all")).text)
    ticked = [str(number) for number in items]
    return await client.post("/review/all", data={"csrf": secret, "item": ticked, **fields})


async def test_several_posts_are_decided_at_once_but_not_those_that_somebody_holds(stage: Stage) -> None:
    first, second, third, fourth = stage.waiting
    async with stage.browser_of(REVIEWER) as reviewer, stage.browser_of(EDITOR) as editor:
        await editor.get(f"/review/{first}")  # takes it
        page = await decide_all(reviewer, [first, second, third], claim=str(stage.example))
        assert "Posts decided: 2" in page.text
        assert (await decide_all(reviewer, [fourth], claim="999")).status_code == 422
        none = await decide_all(reviewer, [fourth], claim="none")
        assert "Posts decided: 1" in none.text
    verdicts = [(await item_of(stage, number)).verdict for number in stage.waiting]
    assert [one and one["claim_id"] for one in verdicts] == [None, stage.example, stage.example, None]
    assert (await item_of(stage, first)).status == "open"


async def test_a_post_is_given_to_somebody_who_keeps_it_while_looking_at_others(stage: Stage) -> None:
    first, second, *_ = stage.waiting
    async with stage.browser_of(EDITOR) as editor, stage.browser_of(REVIEWER) as reviewer:
        given = await submit(editor, "/review/all", "/review/assign", item=str(first), account=REVIEWER)
        assert REVIEWER in given.text
        await reviewer.get(f"/review/{second}")
        assert "given to you" in (await reviewer.get(f"/review/{first}")).text
        assert (await editor.get(f"/review/{first}")).url.path != f"/review/{first}"
        stage.clock.advance(hours=2)
        assert (await item_of(stage, first)).reviewer == REVIEWER
        await submit(editor, "/review/all", "/review/assign", item=str(first), account="")
        assert (await editor.get(f"/review/{first}")).url.path == f"/review/{first}"
        stranger = await submit(editor, "/review/all", "/review/assign", item=str(first), account=READER)
        assert stranger.status_code == 422
        refused = await submit(reviewer, "/review/all", "/review/assign", item=str(first), account=REVIEWER)
        assert refused.status_code == 403


async def test_a_reviewer_sets_the_time_to_undo_and_switches_keys_off_and_skips(stage: Stage) -> None:
    first, second, *_ = stage.waiting
    async with stage.browser_of(REVIEWER) as reviewer:
        page = (await reviewer.get(f"/review/{first}")).text
        assert "data-keys" not in page
        skipped = await submit(reviewer, f"/review/{first}", f"/review/{first}/skip")
        assert skipped.url.path == f"/review/{second}"
        assert (await item_of(stage, first)).reviewer is None
        chosen = await submit(reviewer, f"/review/{second}", "/preferences", undo="120")
        assert 'data-keys="off"' in chosen.text
        await submit(reviewer, f"/review/{second}", f"/review/{second}/decide", claim="none")
        final = (await item_of(stage, second)).final_at
        assert final is not None
        assert final - stage.clock.now == timedelta(seconds=120)


async def test_a_new_claim_decides_the_post_that_it_was_made_from(stage: Stage) -> None:
    first = stage.waiting[0]
    async with stage.browser_of(EDITOR) as editor:
        await editor.get(f"/review/{first}")
        form = (await editor.get(f"/claims/new?review={first}")).text
        assert "is it true about the volunteers?" in form
        fields = {
            "csrf": csrf(form),
            "review": str(first),
            "statement": "Volunteers are paid in lemonade",
            "rating": "false",
            "link": "https://example.org/paid",
            "source": "Waiting post 0: is it true about the volunteers?",
            "do": "anyway",
        }
        after = await editor.post("/claims/new", data=fields)
        assert after.url.path.startswith("/review")
    decided = await item_of(stage, first)
    assert decided.status == "decided"
    async with stage.app.database.read() as session:
        (claim,) = await claims.with_wording(session, "Volunteers are paid in lemonade")
    assert (decided.verdict or {})["claim_id"] == claim.id
    assert [one.text for one in claim.phrasings] == ["Waiting post 0: is it true about the volunteers?"]


async def test_roles_are_given_and_taken_as_in_chat(stage: Stage) -> None:
    async with stage.browser_of(OWNER) as owner:
        granted = await submit(owner, "/people", "/people", account=READER, role="admin")
        assert "now has the role: admin" in granted.text
        assert (await submit(owner, "/people", "/people", account="a name", role="editor")).status_code == 422
        assert (await submit(owner, "/people", "/people", account=OWNER, role="user")).status_code == 422
        async with stage.browser_of(READER) as admin:
            too_high = await submit(admin, "/people", "/people", account="telegram:77", role="admin")
            assert too_high.status_code == 422
            assert "csrf" in too_high.text or "nav" in too_high.text
        taken = await submit(owner, "/people", "/people", account=READER, role="user")
        assert "no longer has the role" in taken.text
    async with stage.browser_of(EDITOR) as editor:
        assert (await editor.get("/people")).status_code == 403
        assert (await submit(editor, "/", "/people", account=EDITOR, role="admin")).status_code == 403
    async with stage.app.database.read() as session:
        assert await accounts.role_of(session, "telegram", "1004") is None
        acted = [entry.action for entry in await audit.entries(session, f"account:{READER}")]
    assert acted[:1] == ["revoke"]
    assert "grant" in acted
    assert Role.named("admin") is Role.ADMIN


async def test_a_group_is_set_with_one_row_of_the_audit_for_each_change(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        where = Whereabouts("telegram", "-100777", "group", "Neighbours <b>")
        group = (await chats.ensure(session, where, stage.clock.now)).id
    address = f"/groups/{group}"
    async with stage.browser_of(OWNER) as owner:
        assert "Neighbours &lt;b&gt;" in (await owner.get("/groups")).text
        same = {"mode": "asked", "language": "auto", "quiet": "0", "clock": "0", "cap": "10"}
        before = (await owner.get(address)).text
        names = [f"rating-{rating}" for rating in RATINGS]
        ticked = {name: "yes" for name in names if f'name="{name}" value="yes" checked' in before}
        assert "Nothing was changed" in (await submit(owner, address, address, **same, **ticked)).text
        wanted = {"mode": "watch", "language": "uk", "quiet": "2207", "clock": "120", "cap": "3"}
        kept = {name: value for name, value in ticked.items() if name != "rating-unproven"}
        assert "are changed" in (await submit(owner, address, address, **wanted, **kept)).text
        bad = await submit(owner, address, address, **wanted | {"cap": "4000"}, **kept)
        assert bad.status_code == 422
    async with stage.app.database.read() as session:
        chat = await chats.get(session, group)
        assert chat is not None
        assert (chat.mode, chat.language, chat.quiet_from, chat.quiet_until) == ("watch", "uk", 22, 7)
        assert (chat.utc_offset, chat.most_an_hour) == (120, 3)
        rows = await audit.entries(session, "chat:telegram:-100777")
    assert {row.actor for row in rows} == {OWNER}
    changed = {(row.after or {})["changed"] for row in rows}
    assert {"mode", "language", "quiet_hours", "clock", "most_an_hour"} <= changed


async def test_an_address_is_looked_at_and_what_came_of_it_is_shown(stage: Stage) -> None:
    async with stage.browser_of(EDITOR) as editor:
        assert (await submit(editor, "/sources", "/sources", address="two words")).status_code == 422
        await submit(editor, "/sources", "/sources", address="https://127.0.0.1/feed")
        await stage.app.looker.stop()
        while await stage.app.looker.look():
            pass
        page = (await editor.get("/sources")).text
        assert "Looked at in vain" in page
        assert "https://127.0.0.1/feed" in page
        again = await submit(editor, "/sources", "/sources", address="https://127.0.0.1/feed")
        assert again.status_code == 200  # it may be tried again
        await stage.app.looker.stop()
    async with stage.app.database.read() as session:
        assert [one.status for one in await sources.every(session)] in (["looking"], [])

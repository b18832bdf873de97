"""Who may look at the dashboard and use the HTTP API: one-time links, sessions, tokens, waiting uploads.

Codes, cookies and tokens are kept as hashes: anyone who reads the database cannot sign in with them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.web import ApiToken, WebLink, WebSession, WebUpload
from storage.text import exact_hash

LINK_LASTS = timedelta(minutes=10)
SESSION_LASTS = timedelta(hours=12)
UPLOAD_LASTS = timedelta(minutes=30)
_USED_EVERY = timedelta(minutes=5)
"""A token's last use is written at most so often: reading must not cost a write each time."""


async def offer_link(
    session: AsyncSession, code: str, account: str, language: str, expires_at: datetime
) -> None:
    """Keep a one-time link in place of those that the account was given before."""
    await session.execute(delete(WebLink).where(WebLink.account == account))
    link = WebLink(code_hash=exact_hash(code), account=account, language=language, expires_at=expires_at)
    session.add(link)
    await session.flush()


async def link_waits(session: AsyncSession, code: str, now: datetime) -> bool:
    """Whether this code would sign somebody in; it is not used up."""
    link = await session.get(WebLink, exact_hash(code))
    return link is not None and link.expires_at > now


async def use_link(session: AsyncSession, code: str, now: datetime) -> tuple[str, str] | None:
    """Use a code up: the account (`platform:id`) and its language; None where it is no use any more."""
    gone = await session.execute(
        delete(WebLink)
        .where(WebLink.code_hash == exact_hash(code))
        .returning(WebLink.account, WebLink.language, WebLink.expires_at)
    )
    row = gone.first()
    return None if row is None or row.expires_at <= now else (row.account, row.language)


async def begin(
    session: AsyncSession, token: str, csrf: str, account: str, language: str, now: datetime
) -> None:
    """Begin a session under this cookie value."""
    session.add(
        WebSession(
            token_hash=exact_hash(token),
            account=account,
            language=language,
            csrf=csrf,
            began_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    await session.flush()


async def session_of(session: AsyncSession, token: str, now: datetime) -> WebSession | None:
    """The session under this cookie value, None where there is none or it is over."""
    found = await session.get(WebSession, exact_hash(token))
    return found if found is not None and found.expires_at > now else None


async def end(session: AsyncSession, account: str) -> None:
    """End all sessions of an account, and links that wait for it."""
    await session.execute(delete(WebSession).where(WebSession.account == account))
    await session.execute(delete(WebLink).where(WebLink.account == account))


async def keep_upload(
    session: AsyncSession, upload_id: str, account: str, file_name: str, content: str, now: datetime
) -> None:
    """Keep a file until its sender says yes; one a person."""
    await session.execute(delete(WebUpload).where(WebUpload.account == account))
    session.add(
        WebUpload(
            id=upload_id,
            account=account,
            file_name=file_name,
            content=content,
            expires_at=now + UPLOAD_LASTS,
        )
    )
    await session.flush()


async def take_upload(
    session: AsyncSession, upload_id: str, account: str, now: datetime
) -> tuple[str, str] | None:
    """Take a waiting file (name and content) out of the store; None where it is not there, or not theirs."""
    gone = await session.execute(
        delete(WebUpload)
        .where(WebUpload.id == upload_id, WebUpload.account == account)
        .returning(WebUpload.file_name, WebUpload.content, WebUpload.expires_at)
    )
    row = gone.first()
    return None if row is None or row.expires_at <= now else (row.file_name, row.content)


async def forget_lapsed(session: AsyncSession, now: datetime) -> int:
    """Delete links, sessions and uploads whose time is over; returns how many."""
    number = 0
    for table, key in (
        (WebLink, WebLink.code_hash),
        (WebSession, WebSession.token_hash),
        (WebUpload, WebUpload.id),
    ):
        gone = await session.execute(delete(table).where(table.expires_at <= now).returning(key))
        number += len(gone.all())
    return number


async def add_token(
    session: AsyncSession, name: str, token: str, scopes: Sequence[str], made_by: str, now: datetime
) -> ApiToken:
    """Keep a token for the HTTP API."""
    row = ApiToken(name=name, token_hash=exact_hash(token), scopes=list(scopes), made_by=made_by, made_at=now)
    session.add(row)
    await session.flush()
    return row


async def token_of(session: AsyncSession, token: str) -> ApiToken | None:
    """The token, None where it is unknown or was revoked."""
    query = select(ApiToken).where(ApiToken.token_hash == exact_hash(token), ApiToken.revoked_at.is_(None))
    return (await session.scalars(query)).first()


def is_use_worth_noting(token: ApiToken, now: datetime) -> bool:
    """Whether the last use that is noted is old enough to note this one."""
    return token.used_at is None or now - token.used_at >= _USED_EVERY


async def note_use(session: AsyncSession, token_id: int, now: datetime) -> None:
    """Note that a token was used."""
    token = await session.get(ApiToken, token_id)
    if token is not None:
        token.used_at = now
        await session.flush()


async def tokens(session: AsyncSession) -> Sequence[ApiToken]:
    """Every token, the newest first."""
    return (await session.scalars(select(ApiToken).order_by(ApiToken.id.desc()))).all()


async def revoke_token(session: AsyncSession, token_id: int, now: datetime) -> bool:
    """Let a token open nothing any more; False where there is none, or it was revoked before."""
    token = await session.get(ApiToken, token_id)
    if token is None or token.revoked_at is not None:
        return False
    token.revoked_at = now
    await session.flush()
    return True

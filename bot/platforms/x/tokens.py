"""The account's tokens of OAuth 2.0: kept encrypted, renewed in time, each new pair stored before use.

X gives a refresh token that is good once. So a renewal is announced and committed, then fetched, then stored
and committed, and only then used. Anyone who finds an announcement after a crash knows that the pair may be
lost, tries the old one once, and tells plainly where X has given it away already.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import structlog
from yarl import URL

from bot.config import XSettings
from bot.errors import RetryLater, Unauthorised
from bot.platforms.x.sealing import Seal, TokenPair
from storage.database import Database
from storage.x import credentials

log = structlog.get_logger()

NAME: Final = "oauth2"
LOG_IN: Final = "run `claimspread x login`"

_BEFORE_THE_END: Final = timedelta(minutes=2)
_DEAD_AFTER: Final = timedelta(minutes=2)
_TIMEOUT: Final = aiohttp.ClientTimeout(total=30)
_LOOKS: Final = 60
_PAUSE: Final = 0.5
_TWO_HOURS: Final = 7200


class Tokens:
    """The token pair of the bot's account.

    Args:
        database: where it is kept, encrypted.
        seal: encrypts it.
        settings: client id, secret and address.
        now: tells the time, aware.
    """

    def __init__(
        self, database: Database, seal: Seal, settings: XSettings, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._seal = seal
        self._settings = settings
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self._mine = ""
        """The stored pair that this process has announced to renew."""

    async def access(self) -> str:
        """The token to call with, renewed where it ends soon.

        Raises:
            Unauthorised: nobody has logged in, or the pair is worthless.
            RetryLater: X cannot be asked for a new pair now.
        """
        pair, _ = await self._stored()
        if pair.refresh and pair.expires_at - self._now() < _BEFORE_THE_END:
            return await self.renew(pair.access)
        return pair.access

    async def renew(self, refused: str) -> str:
        """The token after the refused one: fetched now, or stored by somebody else meanwhile.

        Raises:
            Unauthorised: there is none available: somebody must log in again.
            RetryLater: X cannot be asked now.
        """
        async with self._one_at_a_time:
            for _ in range(_LOOKS):
                pair, sealed = await self._stored()
                if pair.access != refused:
                    return pair.access
                if not pair.refresh:
                    raise Unauthorised(f"X refuses the stored key, and there is none to renew it: {LOG_IN}")
                if self._mine == sealed.value or await self._announce(sealed.value):
                    self._mine = sealed.value
                    interrupted = sealed.renewing_since is not None
                    return await self._replace(pair, interrupted=interrupted)
                await asyncio.sleep(_PAUSE)
        raise RetryLater("X: another process has been renewing the keys for long", 60)

    async def exchange(self, code: str, verifier: str, redirect: str) -> TokenPair:
        """Get the first pair for a code from the consent page, and store it.

        Raises:
            Unauthorised: X refuses the code.
            RetryLater: X cannot be reached.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect,
        }
        return await self._keep(await self._ask(form))

    async def _replace(self, pair: TokenPair, *, interrupted: bool) -> str:
        form = {"grant_type": "refresh_token", "refresh_token": pair.refresh}
        try:
            new = await self._keep(await self._ask(form))
        except Unauthorised as error:
            why = " (an earlier renewal was cut off before its keys were stored)" if interrupted else ""
            text = f"X does not renew the keys{why}: {error}; {LOG_IN}"
        else:
            log.info("x keys renewed", good_until=new.expires_at.isoformat())
            return new.access
        raise Unauthorised(text)

    async def _announce(self, sealed: str) -> bool:
        now = self._now()
        async with self._database.write() as session:
            return await credentials.announce(session, NAME, sealed, now, now - _DEAD_AFTER)

    async def _stored(self) -> tuple[TokenPair, credentials.Sealed]:
        async with self._database.read() as session:
            sealed = await credentials.read(session, NAME)
        if sealed is None:
            raise Unauthorised(f"nobody has logged the bot in to X yet: {LOG_IN}")
        return self._seal.open(sealed.value), sealed

    async def _keep(self, answer: Mapping[str, Any]) -> TokenPair:
        """Store a new pair, committed, before anybody uses it."""
        now = self._now()
        seconds = int(answer.get("expires_in") or _TWO_HOURS)
        pair = TokenPair(
            str(answer["access_token"]),
            str(answer.get("refresh_token") or ""),
            now + timedelta(seconds=seconds),
        )
        async with self._database.write() as session:
            await credentials.store(session, NAME, self._seal.close(pair), now)
        return pair

    async def _ask(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        """Ask the token endpoint (RFC 6749, sections 3.2 and 5).

        Raises:
            Unauthorised: X refuses.
            RetryLater: X cannot be reached, or says nothing of use.
        """
        client_id = self._settings.client_id
        if client_id is None:
            raise Unauthorised("CLAIMSPREAD_X__CLIENT_ID is not set: keys of OAuth 2.0 cannot be renewed")
        secret = self._settings.client_secret
        headers = {}
        if secret is not None:
            login = aiohttp.encode_basic_auth(client_id.get_secret_value(), secret.get_secret_value())
            headers["Authorization"] = login
        data = {**form, "client_id": client_id.get_secret_value()}
        address = URL(self._settings.base_url) / "2/oauth2/token"
        failure = text = ""
        status = 0
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(address, data=data, headers=headers) as response,
            ):
                status = response.status
                text = await response.text()
        except aiohttp.ClientConnectorError as error:
            await self._withdraw()
            failure = f"X cannot be reached ({type(error).__name__})"
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            failure = f"X: the answer to a renewal of keys got lost ({type(error).__name__})"
        if failure:
            raise RetryLater(failure)  # here and not above: the trace of the request would hold the keys
        answer = _read(text)
        if status == 200 and answer.get("access_token"):
            return answer
        words = " ".join(str(answer.get(key) or "") for key in ("error", "error_description")).strip()
        if status == 429 or status >= 500:
            await self._withdraw()
            raise RetryLater(f"X {status}: keys cannot be renewed now {words}".strip())
        raise Unauthorised(f"X {status}: {words[:200] or 'refused'}")

    async def _withdraw(self) -> None:
        async with self._database.write() as session:
            await credentials.withdraw(session, NAME)
        self._mine = ""


def _read(text: str) -> Mapping[str, Any]:
    """An answer's JSON object; empty for anything else."""
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, Mapping) else {}

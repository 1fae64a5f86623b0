"""People on the slowest of lines, connected during a whole rush: they must hold nobody up."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tools.closing.client import HOST

_PAUSE = 1.0  # seconds between two bytes
_HEAD = (
    f"POST /accounts/sign-in HTTP/1.1\r\nHost: {HOST}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
)


@asynccontextmanager
async def slow_senders(count: int, port: int) -> AsyncIterator[None]:
    """While in it, `count` people send the body of a form, a byte a second, and begin again."""
    senders = [asyncio.create_task(_send(port, f"127.15.0.{n + 1}")) for n in range(count)]
    try:
        yield
    finally:
        for sender in senders:
            sender.cancel()
        await asyncio.gather(*senders, return_exceptions=True)


async def _send(port: int, address: str) -> None:
    while True:
        with contextlib.suppress(OSError):  # the server has cut it, or is being started again
            _reader, writer = await asyncio.open_connection(HOST, port, local_addr=(address, 0))
            with contextlib.closing(writer):
                await _trickle(writer)
        await asyncio.sleep(_PAUSE)


async def _trickle(writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD.encode())
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(_PAUSE)

"""Messages between two processes: length, then JSON; bounded, with a deadline."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from typing import Any, Final

__all__ = ["Channel", "ChannelClosed", "ChannelError", "ChannelTimeout"]

_HEAD: Final = struct.Struct(">I")
_MOST: Final = 48_000_000
_PIECE: Final = 1 << 16


class ChannelError(Exception):
    """The other side sent what cannot be read, or too much."""


class ChannelClosed(ChannelError):  # noqa: N818
    """The other side has ended."""


class ChannelTimeout(ChannelError):  # noqa: N818
    """Nothing came in time."""


class Channel:
    """One end of a socket pair.

    Parameters
    ----------
    end : socket.socket
    most : int
        Bytes that one message may have.
    total : int, optional
        Bytes that may come in over the whole life of the channel.
    """

    def __init__(self, end: socket.socket, most: int = _MOST, total: int | None = None) -> None:
        self.end = end
        self.most = most
        self.left = total
        end.setblocking(False)

    def send(self, message: Any, until: float | None = None) -> None:
        """Send one message.

        Raises
        ------
        ChannelClosed
            If nobody listens.
        ChannelTimeout
            If the other side does not read until then.
        """
        body = json.dumps(message).encode("ascii")
        if len(body) > self.most:
            raise ChannelError(f"a message of {len(body):,} bytes")
        view = memoryview(_HEAD.pack(len(body)) + body)
        while view:
            self._wait(until, to_write=True)
            try:
                view = view[self.end.send(view[: _PIECE * 16]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise ChannelClosed("the other side has ended") from None

    def receive(self, until: float | None = None) -> Any:
        """Wait for one message.

        Parameters
        ----------
        until : float, optional
            A time of `time.monotonic`.

        Raises
        ------
        ChannelClosed, ChannelTimeout, ChannelError
        """
        (size,) = _HEAD.unpack(self._read(_HEAD.size, until))
        if size > self.most:
            raise ChannelError(f"a message of {size:,} bytes")
        if self.left is not None:
            self.left -= size
            if self.left < 0:
                raise ChannelError("too much was sent")
        body = self._read(size, until)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise ChannelError(f"no JSON: {type(error).__name__}") from None

    def _read(self, size: int, until: float | None) -> bytes:
        parts, missing = [], size
        while missing:
            self._wait(until, to_write=False)
            try:
                part = self.end.recv(min(missing, _PIECE * 16))
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                raise ChannelClosed("the other side has ended")
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _wait(self, until: float | None, *, to_write: bool) -> None:
        seconds = None if until is None else max(0.0, until - time.monotonic())
        poll = select.poll()
        poll.register(self.end, select.POLLOUT if to_write else select.POLLIN)
        if not poll.poll(None if seconds is None else int(seconds * 1000) + 1):
            raise ChannelTimeout("nothing came in time")

    def close(self) -> None:
        """Close this end."""
        self.end.close()

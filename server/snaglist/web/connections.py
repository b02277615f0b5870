"""Connections: how many there may be, of whom, and who has to go.

Waitress reads and writes; what is here decides who is let in. Its classes are made to be derived
from: a server names the class of its channels (``channels``), a channel that of its parser.
"""

import errno
import logging
import socket
import time
from collections.abc import Iterable
from typing import Any

from waitress import wasyncore

from snaglist.addresses import client_network, find_address, is_within
from snaglist.web.channels import BoundedChannel, ConnectionLimits, Phase, TimedServer, send_short

MAX_BUFFERED_OCTETS = 256_000_000
"""Octets of answers that wait, in memory and temporary files, for their readers."""

ACCEPTS_AT_ONCE = 64
"""Connections taken in before others are looked after."""

PAUSE_SECONDS = 1.0
"""Seconds without taking in, where the system has no descriptors left."""

LOG_SECONDS = 60.0
"""Seconds in which the same is logged once."""

NO_DESCRIPTORS = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)

logger = logging.getLogger("snaglist.connections")


class BoundedServer(TimedServer):
    """A server that lets in as many as it can look after, and asks those to go who only wait.

    At a limit, the connection that has waited longest makes room, of the same client where the
    limit is the client's. So connections that do nothing keep nobody out.
    """

    channel_class = BoundedChannel
    _map: dict[int, Any]

    def __init__(self, application: Any, *, limits: ConnectionLimits, **options: Any) -> None:
        self.limits = limits
        self.clock = time.monotonic
        self._paused_until = self._next_look = 0.0
        self._at_door = False
        self._last_logged: dict[str, float] = {}
        super().__init__(application, **options)

    def run(self) -> None:
        """Serve until interrupted."""
        try:
            while self._map:
                self.turn()
        except (SystemExit, KeyboardInterrupt):
            self.task_dispatcher.shutdown()

    def turn(self, timeout: float = 1) -> None:
        """Wait for what happens at any connection, and look at all of them once a second."""
        now = self.clock()
        if now >= self._next_look or self._many_buffered():
            self._next_look = now + 1
            self.look_after(now)
        wasyncore.loop(timeout=timeout, map=self._map, use_poll=True, count=1)
        if self._at_door:
            self._at_door = False
            self.take_in()

    def readable(self) -> bool:
        """True while connections are taken in: at the limit, too, as others make room."""
        return bool(self.accepting) and self.clock() >= self._paused_until

    def handle_accept(self) -> None:
        """Note that somebody is at the door.

        They are taken in between two polls: one who makes room leaves a number of a descriptor that
        the next one gets, and with it what the poll still has to say of the first.
        """
        self._at_door = True

    def take_in(self) -> None:
        """Take in who waits at the door."""
        for _ in range(ACCEPTS_AT_ONCE):
            try:
                accepted = self.accept()
                if accepted is None:
                    return
                sock, address = accepted
                self.set_socket_options(sock)
            except OSError as error:
                if error.errno in NO_DESCRIPTORS:
                    self._pause(error)
                    return
                self._log(f"A connection could not be taken in: {error.strerror}.")
                continue
            self._admit(sock, address)

    def _pause(self, error: OSError) -> None:
        self._paused_until = self.clock() + PAUSE_SECONDS
        self._make_room(self._channels())
        self._log(
            f"No connection can be taken in for a second: {error.strerror}. "
            "More file descriptors (ulimit -n) or fewer SNAGLIST_CONNECTIONS would help."
        )

    def _admit(self, sock: socket.socket, address: tuple[Any, ...]) -> None:
        client, limits = str(address[0]), self.limits
        if not self._exempt(client):
            own = [each for each in self._channels() if each.client == client_network(client)]
            if len(own) >= limits.client_connections:
                self._log(f"An address has {limits.client_connections} connections at a time.")
                if not self._make_room(own):
                    return _refuse(sock, "429 Too Many Requests", "Too many connections from you.")
        if len(self._channels()) >= limits.connections:
            self._log(f"All of the {limits.connections} connections are in use.")
            if not self._make_room(self._channels(), patience=limits.request_seconds):
                return _refuse(sock, "503 Service Unavailable", "Too many connections.")
        try:
            self.channel_class(self, sock, address, self.adj, map=self._map)
        except OSError:  # it has left already
            sock.close()
        return None

    def _exempt(self, address: str) -> bool:
        found = find_address(address)
        return found is None or found.is_loopback or is_within(found, self.limits.exempt)

    def _channels(self) -> list[BoundedChannel]:
        channels: Any = self.active_channels
        return list(channels.values())

    def _make_room(self, channels: Iterable[BoundedChannel], patience: float = 0) -> bool:
        """Dismiss who has waited longest; False where all are being answered.

        Who reads an answer is left in peace for so many seconds of ``patience``.
        """
        now = self.clock()
        waiting = []
        for channel in channels:
            channel.look(now)
            reading = channel.phase is Phase.SENDING and now - channel.since < patience
            if channel.phase is not Phase.ANSWERING and not reading:
                waiting.append(channel)
        if not waiting:
            return False
        min(waiting, key=lambda channel: (channel.phase, channel.since)).dismiss()
        return True

    def look_after(self, now: float) -> None:
        """Dismiss who has had all the time there is, and who reads slowest where too much waits."""
        for channel in self._channels():
            channel.look(now)
            if channel.overdue(now, self.limits):
                late = channel.phase in (Phase.HEAD, Phase.BODY) and channel.request is not None
                channel.dismiss("408 Request Timeout" if late else "", "The request took too long.")
        self._bound_buffered()

    def _many_buffered(self) -> bool:
        channels = self._channels()
        total = sum(each.total_outbufs_len for each in channels)
        return total > MAX_BUFFERED_OCTETS and (
            sum(each.buffered() for each in channels) > MAX_BUFFERED_OCTETS
        )

    def _bound_buffered(self) -> None:
        channels = [each for each in self._channels() if each.phase is Phase.SENDING]
        sizes = {channel: channel.buffered() for channel in channels}
        total = sum(sizes.values())
        for channel in sorted(channels, key=lambda channel: channel.since):
            if total <= MAX_BUFFERED_OCTETS:
                return
            if sizes[channel]:
                total -= sizes[channel]
                self._log("Answers wait for slow readers; those that have waited longest are cut.")
                channel.dismiss()

    def _log(self, message: str) -> None:
        now = self.clock()
        if now - self._last_logged.get(message, -LOG_SECONDS) >= LOG_SECONDS:
            self._last_logged[message] = now
            logger.warning(message)


def _refuse(sock: socket.socket, status: str, reason: str) -> None:
    send_short(sock, status, reason)
    sock.close()

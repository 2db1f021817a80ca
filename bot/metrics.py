# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures for a monitoring system: counts and ages only, never a title, a text or a person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The office's figures, in a registry of their own so that tests see only theirs."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answered = Counter(
            "ospo_answers_total", "Payloads by what became of them", ["outcome"], registry=self.registry
        )
        self.waiting = Gauge("ospo_notices", "Notices in the outbox by state", ["state"], registry=self.registry)
        self.oldest = Gauge("ospo_oldest_notice_seconds", "Age of the oldest unsent notice", registry=self.registry)
        self.sent = Histogram("ospo_send_seconds", "Time of a call to Slack", ["method"], registry=self.registry)

    def text(self) -> bytes:
        """All figures in the exposition format."""
        return generate_latest(self.registry)

# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading an inventory that a form did not wait for, and telling the requester what became of it."""

from bot.services.inventories import InventoryService
from messages.blocks import Message
from messages.inventory_news import not_read, was_read
from workflows.errors import Refusal
from workflows.notice import Notice


class UploadNews:
    """Attaches when the message is sent; a second try finds what the first one attached, and says the same."""

    def __init__(self, inventories: InventoryService) -> None:
        self._inventories = inventories

    async def write(self, notice: Notice) -> Message:
        """What was found, or why it is not attached."""
        try:
            return was_read(await self._inventories.finish(notice))
        except Refusal as refused:
            return not_read(int(notice.detail["number"]), refused.sentence)

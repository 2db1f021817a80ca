# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""files.*: the upload in three steps: ask for a place, send the bytes there, complete."""

from bot.practice.messages import Message
from bot.practice.records import File, Json
from bot.practice.web_api.call import ApiError, Call, Method
from bot.practice.web_api.places import postable_channel


def get_upload_url(call: Call) -> Json:
    """Return the id of a new file and the address that takes its bytes."""
    length = call.number("length", 0)
    if length <= 0:
        raise ApiError("invalid_arguments")
    file = File(call.workspace.mint("F"), call.text("filename"), length, call.text("alt_txt"))
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.practice.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Complete uploaded files, and share them when a channel is given."""
    files = [_uploaded(call, given) for given in call.array("files")]
    if not files:
        raise ApiError("invalid_arguments")
    references = [call.text("channel_id"), *call.text("channels").split(",")]
    channels = [postable_channel(call, one) for one in references if one]
    for file in files:
        slow = call.practice.faults.take("file-processing")
        file.completed, file.ready_at = True, call.workspace.now() + (slow.seconds if slow else 0.0)
    for channel in channels:
        workspace = call.workspace
        message = Message(channel.id, workspace.next_ts(), workspace.bot.id, workspace.team.id, "", files=files)
        message.text, message.thread_ts = call.text("initial_comment"), call.text("thread_ts")
        message.bot_id, message.app_id = workspace.bot_id, workspace.app_id
        workspace.post(channel.id, message)
    return {"files": [file.as_json() for file in files]}


def _uploaded(call: Call, given: Json) -> File:
    file: File | None = call.workspace.files.get(given.get("id", ""))
    if file is None or file.content is None:
        raise ApiError("file_not_found")
    file.title = given.get("title") or file.title
    return file


def info(call: Call) -> Json:
    """Return what is known of a file."""
    file: File | None = call.workspace.files.get(call.text("file"))
    if file is None or not file.completed:
        raise ApiError("file_not_found")
    return {"file": file.as_input()}


METHODS = (
    Method("files.info", info, {"file": "text!"}, ("files:read",)),
    Method(
        "files.getUploadURLExternal",
        get_upload_url,
        {"filename": "text!", "length": "number!", "alt_txt": "text", "snippet_type": "text"},
        ("files:write",),
    ),
    Method(
        "files.completeUploadExternal",
        complete_upload,
        {
            "files": "array!",
            "channel_id": "text",
            "channels": "text",
            "initial_comment": "text",
            "thread_ts": "text",
        },
        ("files:write",),
    ),
)

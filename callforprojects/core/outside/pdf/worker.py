"""A process that makes documents, one after the other, and nothing else.

It reads requests from its standard input and answers on its standard output, each message after its
length. Its memory is limited for good, its processor time for each document: past it the system
ends the process. It knows no setting and no database.
"""

import json
import re
import resource
import struct
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

SECONDS = 10  # of processor time for one document; one of 100 pages takes one second
_MEMORY = 1 << 30  # bytes of addresses: a document of 100 pages takes 0.3 GB of them
_LENGTH = struct.Struct(">I")
_ATTEMPTS = 5
_UNPRINTABLE = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document, and what typst found odd in making it."""

    content: bytes
    warnings: tuple[str, ...]


def send_frames(stream: IO[bytes], *messages: bytes) -> None:
    """Write messages, each after its length."""
    stream.writelines(_LENGTH.pack(len(message)) + message for message in messages)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message. Raises EOFError when the other side is gone."""
    head = stream.read(_LENGTH.size)
    message = stream.read(*_LENGTH.unpack(head)) if len(head) == _LENGTH.size else b""
    if len(head) < _LENGTH.size or len(message) < _LENGTH.unpack(head)[0]:
        raise EOFError
    return message


def main() -> None:
    """Answer until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            request = json.loads(receive(source))
        except EOFError:
            return
        _limit_time()
        answer, content = _answer(request)
        send_frames(target, json.dumps(answer).encode(), content)


def _answer(request: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    try:
        made = _made(request)
    except Exception as error:  # noqa: BLE001  # typst's own, told to whoever has asked
        return {"error": str(error)}, b""
    return {"warnings": made.warnings}, made.content


def _made(request: dict[str, str]) -> Rendering:
    """PDF/UA refuses a sign without a picture, which a font may have and a template not reach.

    It is left out, as a question mark, and the document is made again; a few times.
    """
    import typst  # noqa: PLC0415  # 84 MB: only in this process

    data = request["data"]
    for _attempt in range(_ATTEMPTS):
        try:
            return _compiled(request, data)
        except typst.TypstError as error:
            unprintable = _unprintable_in(str(error))
            if not unprintable:
                raise
            data = re.sub(f"[{re.escape(''.join(unprintable))}]", "?", data)
    return _compiled(request, re.sub(r"[^\x00-\u024f\u2010-\u203a\u20ac]", "?", data))


def _compiled(request: dict[str, str], data: str) -> Rendering:
    import typst  # noqa: PLC0415  # 84 MB: only in this process

    folder = Path(request["folder"])
    content, warnings = typst.compile_with_warnings(
        folder / f"{request['template']}.typ",
        root=folder,
        font_paths=_fonts(request["fonts"]),
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
    )
    return Rendering(bytes(content), tuple(str(warning) for warning in warnings))


@cache
def _fonts(folder: str) -> Any:  # noqa: ANN401  # typst.Fonts
    """Ours, and those that typst carries for other writings; read once, 50 ms."""
    import typst  # noqa: PLC0415  # 84 MB: only in this process

    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _unprintable_in(message: str) -> set[str]:
    found = _UNPRINTABLE.search(message)
    if found is None:
        return set()
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1])
    return {letter for letter in text if ord(letter) > ord("~")}


def _limit_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()

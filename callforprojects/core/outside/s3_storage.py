"""Documents in a bucket of S3, or of a service that speaks as S3 does, through boto3.

Imported only when a bucket is named. Large documents travel piece by piece in both directions:
memory holds one piece at a time.
"""

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from callforprojects.core.outside.storage import (
    Damaged,
    StorageUnavailable,
    StorageUnreachable,
    Stored,
    TooLarge,
    checked_key,
    delete_each,
    is_key,
    new_storage_key,
)

if TYPE_CHECKING:
    from callforprojects.core.outside.settings import Settings

PIECE = 8 * 1024 * 1024
_MISSING = frozenset({"404", "NoSuchKey", "NoSuchUpload"})
_OF_ONE_THING = frozenset({"open", "delete", "abort"})  # that may have gone meanwhile
# One piece at a time, in the thread that asks: what a request holds in memory is known.
_TRANSFER = TransferConfig(multipart_threshold=PIECE, multipart_chunksize=PIECE, use_threads=False)
# Checksums only where they are required: services that imitate S3 often refuse others.
_CONFIG = Config(
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=5,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 2},
)

logger = logging.getLogger(__name__)


class _Counted(io.RawIOBase):
    """What is read of a stream, counted and hashed on its way. Raises TooLarge past the limit."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        super().__init__()
        self.stream, self.limit = stream, limit
        self.size, self.digest = 0, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        chunk = self.stream.read(-1 if size is None else size)
        self.size += len(chunk)
        if self.size > self.limit:
            raise TooLarge
        self.digest.update(chunk)
        return chunk


class _Body(io.RawIOBase):
    """The bytes of an answer of S3, read as they are wanted; a line cut short is an OSError."""

    def __init__(self, body: Any) -> None:  # noqa: ANN401  # botocore's own
        super().__init__()
        self.body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # any buffer
        try:
            chunk: bytes = self.body.read(len(buffer))
        except BotoCoreError as error:
            raise OSError(str(error)) from error
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self.body.close()
        super().close()


class S3Storage:
    """Objects of a bucket, under random names that say nothing of their owner."""

    def __init__(self, client: Any, bucket: str, prefix: str = "") -> None:  # noqa: ANN401
        self.client, self.bucket, self.prefix = client, bucket, prefix

    def put(self, stream: BinaryIO, *, limit: int, key: str | None = None) -> Stored:
        """Send the stream, `limit` bytes at most, under a new key or the one given.

        Raises TooLarge, StorageUnavailable; nothing stays of what was not sent whole.
        """
        key = key or new_storage_key()
        counted = _Counted(stream, limit)
        with _reporting_failures("put"):
            self.client.upload_fileobj(counted, self.bucket, self._name(key), Config=_TRANSFER)
        return Stored(key, counted.size, counted.digest.hexdigest())

    def open(self, key: str, *, size: int | None = None) -> BinaryIO:
        """The bytes, `size` of them when it is known.

        Raises FileNotFoundError, Damaged when there are more or fewer, StorageUnavailable.
        """
        with _reporting_failures("open"):
            answer = self.client.get_object(Bucket=self.bucket, Key=self._name(key))
        if size not in {None, answer["ContentLength"]}:
            answer["Body"].close()
            raise Damaged
        return cast("BinaryIO", io.BufferedReader(_Body(answer["Body"]), 1 << 16))

    def delete(self, key: str) -> None:
        """Forget it; forgetting twice is no error. Raises StorageUnavailable."""
        with suppress(FileNotFoundError), _reporting_failures("delete"):
            self.client.delete_object(Bucket=self.bucket, Key=self._name(key))

    def sizes(self) -> dict[str, int]:
        """All that is kept: how many bytes by key. Raises StorageUnavailable."""
        listing = self.client.get_paginator("list_objects_v2")
        with _reporting_failures("list"):
            pages = list(listing.paginate(Bucket=self.bucket, Prefix=self.prefix))
        return {
            key: found["Size"]
            for page in pages
            for found in page.get("Contents", ())
            if is_key(key := found["Key"].removeprefix(self.prefix))
        }

    def remove_partial(self, before: datetime) -> int:
        """Remove what killed processes had begun to send; how many, begun before an instant.

        What cannot be removed is logged, and stays. Raises StorageUnavailable when it is unknown:
        rights on the objects of a bucket do not include it (`docs/operations.md` names them all).
        """
        listing = self.client.get_paginator("list_multipart_uploads")
        with _reporting_failures("clean"):
            left = [
                (begun["Key"], begun["UploadId"])
                for page in listing.paginate(Bucket=self.bucket, Prefix=self.prefix)
                for begun in page.get("Uploads", ())
                if begun["Initiated"] < before and is_key(begun["Key"].removeprefix(self.prefix))
            ]
        return len(delete_each(left, self._abort))

    def _abort(self, begun: tuple[str, str]) -> None:
        name, upload = begun
        with suppress(FileNotFoundError), _reporting_failures("abort"):
            self.client.abort_multipart_upload(Bucket=self.bucket, Key=name, UploadId=upload)

    def _name(self, key: str) -> str:
        return f"{self.prefix}{checked_key(key)}"


@contextmanager
def _reporting_failures(action: str) -> Iterator[None]:
    """What S3 refuses or does not answer becomes a sentence for people, and a line of the log."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        code = _code_of(error)
        if code in _MISSING and action in _OF_ONE_THING:
            raise FileNotFoundError(action) from error
        logger.error(  # noqa: TRY400  # the trace is that of a library, and says no more
            "the storage of documents does not answer",
            extra={"action": action, "kind": type(error).__name__, "code": code},
        )
        is_answered = isinstance(error, ClientError)
        raise (StorageUnavailable if is_answered else StorageUnreachable) from error


def _code_of(error: BotoCoreError | ClientError) -> str:
    """What S3 calls its refusal; empty when it has answered nothing.

    A line that is silent or cut has a `response` too, for botocore, and it is None.
    """
    if not isinstance(error, ClientError):
        return ""
    return str(error.response.get("Error", {}).get("Code", ""))


def s3_storage(chosen: "Settings") -> S3Storage:
    """The storage that the settings describe. Nothing is asked of the network yet."""
    client = boto3.client(
        "s3",
        endpoint_url=chosen.s3_endpoint,
        region_name=chosen.s3_region,
        aws_access_key_id=chosen.s3_access_key,
        aws_secret_access_key=chosen.s3_secret_key,
        config=_CONFIG,
    )
    return S3Storage(client, str(chosen.s3_bucket), chosen.s3_prefix)

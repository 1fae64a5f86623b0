"""A bucket of S3 on this machine, for tests: a real client speaks to it over the loopback."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from callforprojects.core.outside.settings import Settings


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is, and how it is called."""

    endpoint: str
    name: str

    def environment(self) -> dict[str, str]:
        """The settings of an administrator who uses it."""
        return {
            "S3_BUCKET": self.name,
            "S3_ENDPOINT": self.endpoint,
            "S3_REGION": "eu-west-3",
            "S3_ACCESS_KEY": "nobody",
            "S3_SECRET_KEY": "nothing",
        }

    def settings(self, folder: Path, **changes: Any) -> Settings:
        return Settings.from_environment({**self.environment(), **changes}, data_folder=folder)


@contextmanager
def open_bucket() -> Iterator[Bucket]:
    """A new bucket, empty, on a server of its own."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    bucket = Bucket(f"http://{host}:{port}", f"documents-{secrets.token_hex(4)}")
    client = boto3.client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name="eu-west-3",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
    )
    try:
        client.create_bucket(
            Bucket=bucket.name, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"}
        )
        yield bucket
    finally:
        client.close()
        server.stop()

# The platform in one image: `web` by default, `worker` by another command.
# Checked by hadolint in `make check`; our machines run no containers, so it has not been run there.
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /source
RUN python -m venv /opt/callforprojects
COPY requirements/run.txt requirements/
RUN /opt/callforprojects/bin/pip install --require-hashes --no-deps -r requirements/run.txt
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY callforprojects callforprojects
COPY templates templates
COPY static static
COPY migrations migrations
RUN /opt/callforprojects/bin/pip install --no-deps .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 1000 --create-home --home-dir /data --shell /usr/sbin/nologin callforprojects
COPY --from=build /opt/callforprojects /opt/callforprojects
ENV PATH=/opt/callforprojects/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONFAULTHANDLER=1 \
    LANG=fr_FR.UTF-8 \
    PORT=8000 \
    CALLFORPROJECTS_DATA_FOLDER=/data
USER 1000
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["sh", "-c", "exec callforprojects web --bind 0.0.0.0:${PORT}"]

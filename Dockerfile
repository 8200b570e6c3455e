# The game in one container; its data are in the volume /data. Not run by the tests, only linted: see docs/self-hosting.md.
FROM python:3.13-slim AS build

WORKDIR /build
RUN python -m venv /opt/higherthanthou
COPY requirements.lock ./
RUN /opt/higherthanthou/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY static static
COPY templates templates
COPY seed seed
RUN /opt/higherthanthou/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim

RUN useradd --system --uid 10001 --home-dir /data --create-home higherthanthou
COPY --from=build /opt/higherthanthou /opt/higherthanthou
ENV PATH="/opt/higherthanthou/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    HIGHERTHANTHOU_DATA_DIR=/data
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["higherthanthou", "serve", "--host", "0.0.0.0"]

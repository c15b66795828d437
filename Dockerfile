# One image for every process of the product. It runs as nobody in particular, on a read-only root.

FROM node:22-slim AS pages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
COPY requirements-bootstrap.lock requirements.lock ./
RUN python -m venv /opt/tools \
    && /opt/tools/bin/pip install --quiet --only-binary :all: --require-hashes -r requirements-bootstrap.lock \
    && python -m venv /opt/attune \
    && /opt/attune/bin/pip install --quiet --only-binary :all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY --from=pages /build/node_modules node_modules
RUN /opt/tools/bin/python -m hatchling build -t wheel -d /tmp/wheel \
    && /opt/attune/bin/pip install --quiet --no-deps --no-index /tmp/wheel/*.whl
# Collected in the source tree, where the pages' packages lie beside it; the values only satisfy the settings.
# htmx's extensions are not used, and some name files that do not exist.
RUN for edition in marketplace clinic; do \
        PYTHONPATH=src \
        ATTUNE_EDITION=$edition \
        DJANGO_SETTINGS_MODULE=attune.editions.$edition.settings \
        ATTUNE_ENVIRONMENT=production \
        ATTUNE_STATIC_FOLDER=/opt/attune/static/$edition \
        ATTUNE_ALLOWED_HOSTS=localhost \
        ATTUNE_SECRET_KEY=for-this-step-alone \
        ATTUNE_CONTEXT_KEY=0000000000000000000000000000000000000000000000000000000000000000 \
        ATTUNE_KEYS_FOLDER=/tmp \
        ATTUNE_AUDIT_EXPORT_FOLDER=/tmp \
        ATTUNE_SMTP_URL=smtp://localhost \
        ATTUNE_MAIL_FROM=mail@localhost \
        ATTUNE_STRIPE_SECRET_KEY=none \
        ATTUNE_STRIPE_PUBLISHABLE_KEY=none \
        ATTUNE_STRIPE_WEBHOOK_SECRET=none \
        DATABASE_URL=postgresql:///none \
        /opt/attune/bin/python -m django collectstatic --noinput --verbosity 0 --ignore ext --ignore chunks --ignore "locales*" --ignore "*.d.ts" || exit 1; \
    done

FROM python:3.13-slim
RUN groupadd --gid 10001 attune \
    && useradd --uid 10001 --gid attune --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin attune \
    && install -d -o attune -g attune -m 0700 /var/lib/attune/keys /var/lib/attune/audit
COPY --from=build /opt/attune /opt/attune
ENV PATH=/opt/attune/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ATTUNE_ENVIRONMENT=production \
    ATTUNE_KEYS_FOLDER=/var/lib/attune/keys \
    ATTUNE_AUDIT_EXPORT_FOLDER=/var/lib/attune/audit
USER 10001:10001
WORKDIR /
STOPSIGNAL SIGTERM
EXPOSE 8000 8001
ENTRYPOINT ["attune"]
CMD ["web", "--host", "0.0.0.0", "--port", "8000"]

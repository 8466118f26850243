# The image of web, worker and migrator: one folder, three commands. Node 24, no root at run time.
FROM node:24-bookworm-slim AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1 CI=1
COPY package.json package-lock.json .npmrc ./
COPY scripts/postinstall.mjs scripts/postinstall.mjs
COPY prisma.config.ts ./
COPY prisma/schema.prisma prisma/schema.prisma
COPY prisma/models prisma/models
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/image.mjs /image

FROM node:24-bookworm-slim AS image
WORKDIR /srv/bedside
COPY --from=build --chown=root:root /image ./
RUN mkdir /srv/checkpoints /srv/files /srv/backups && chown node:node /srv/checkpoints /srv/files /srv/backups
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "health.mjs"]
CMD ["node", "server.js"]

# Caddy with the layer-4 module: web pages, LiveKit's signalling and TURN/TLS share port 443, told
# apart by the name that a browser asks for.
FROM caddy:2.10.0-builder AS build
RUN xcaddy build v2.10.0 --with github.com/mholt/caddy-l4@v0.0.0-20250530154005-4d3c80e89c5f

FROM caddy:2.10.0
COPY --from=build /usr/bin/caddy /usr/bin/caddy
COPY Caddyfile /etc/caddy/Caddyfile

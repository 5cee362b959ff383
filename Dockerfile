# Nube in a container: docker build -t nube . && docker run -p 4566:4566 -p 4567:4567 -v nube:/data nube
# Scripts in /init are run once it answers: -v ./init:/init:ro
FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make ca-certificates
WORKDIR /src
COPY . .
RUN make packages && make -j"$(nproc)" BUILD=/build /build/nube

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcivetweb1 libsqlite3-0 libmbedx509-1 libmbedcrypto7 libpcre2-8-0 zlib1g \
       libcurl4 libssl3 libzip4 libexpat1 libzstd1 libyaml-0-2 ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /data --create-home nube && mkdir /init
COPY --from=build /build/nube /usr/local/bin/nube
COPY --from=build /usr/share/doc/libxxhash-dev/copyright /usr/share/doc/nube/copyright.xxhash
USER nube
VOLUME /data
EXPOSE 4566 4567
ENV NUBE_HOST=0.0.0.0 NUBE_TLS_PORT=4567 NUBE_DATA_DIR=/data NUBE_INIT=/init
HEALTHCHECK --interval=5s --timeout=2s CMD curl --fail --silent http://127.0.0.1:4566/_nube/ready
ENTRYPOINT ["nube"]

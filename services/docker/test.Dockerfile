# What a Helm test pod runs.
#
#   BASE_IMAGE  has python3, 3.9 or later, on its PATH
#   PEX_FILE    the service's PEX or zipapp, relative to the build context
#   COMMIT_SHA  the commit that it was built from; the health path tells it
ARG BASE_IMAGE
FROM ${BASE_IMAGE}

ARG COMMIT_SHA
LABEL org.opencontainers.image.revision=${COMMIT_SHA}
ENV COMMIT_SHA=${COMMIT_SHA} \
    PYTHONUNBUFFERED=1

ARG PEX_FILE
COPY ${PEX_FILE} /app/test.pex

USER 10001:10001
ENTRYPOINT ["python3", "/app/test.pex"]

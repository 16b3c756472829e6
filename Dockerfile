# Two images: `programs` with every DarkSwap program in it, and `bitcoin`, a Bitcoin node that docker-compose.yml can
# configure. Which program a container runs is its command: docker run IMAGE /opt/darkswap/DarkSwap.Standalone.dll --help
ARG BITCOIN_IMAGE=bitcoin/bitcoin:29.0

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY contracts contracts
COPY gateway gateway
COPY services services
# offline: for builds that reach the package source, but no certificate authority.
ARG NUGET_CERT_REVOCATION_MODE=online
ENV NUGET_PACKAGES=/packages
# Publishing the standalone node brings the program of every service with it.
RUN --mount=type=cache,target=/packages \
    dotnet publish services/standalone/DarkSwap.Standalone --configuration Release --output /programs -p:RestoreLockedMode=true -p:UseAppHost=false \
    && dotnet publish services/cli/DarkSwap.Cli --configuration Release --output /programs/cli -p:RestoreLockedMode=true -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS programs
RUN --mount=type=bind,source=infra/install,target=/opt/infra/install \
    bash /opt/infra/install native && rm -rf /var/lib/apt/lists/*
RUN install -d -o "$APP_UID" -g "$APP_UID" -m 700 /data
COPY --from=build /programs /opt/darkswap
COPY --chmod=755 infra/docker/health infra/docker/darkswap /usr/local/bin/
WORKDIR /opt/darkswap
ENV DARKSWAP_DATA=/data DARKSWAP_API=0.0.0.0:8080 DOTNET_EnableDiagnostics=0
USER $APP_UID
VOLUME /data
EXPOSE 8080 9000
ENTRYPOINT ["dotnet"]
CMD ["/opt/darkswap/DarkSwap.Standalone.dll"]

FROM ${BITCOIN_IMAGE} AS bitcoin
USER root
RUN install -d -o 1654 -g 1654 -m 700 /data
COPY --chmod=755 infra/docker/bitcoin /usr/local/bin/darkswap-bitcoin
USER 1654:1654
VOLUME /data
ENTRYPOINT ["/usr/local/bin/darkswap-bitcoin"]
CMD []

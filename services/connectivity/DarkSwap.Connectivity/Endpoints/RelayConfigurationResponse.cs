namespace DarkSwap.Connectivity.Endpoints;

public sealed record RelayConfigurationResponse(bool Enabled, bool AutoRelay, bool Hop, bool Active, bool Discovery);

namespace DarkSwap.Connectivity.Endpoints;

/// <param name="RecordTtlHours">How long a record lives.</param>
public sealed record DhtConfigurationResponse(bool Enabled, bool ClientMode, int KBucketSize, int RecordTtlHours);

namespace DarkSwap.Attacks.Tests.Victim;

/// <summary>What the node holds.</summary>
internal sealed record VictimUsage(int Connections, int Handshakes, int Streams, long Bytes, Dictionary<string, long> Refusals);

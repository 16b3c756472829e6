namespace DarkSwap.Libp2p.Transports.Dns;

/// <param name="Name">Labels with dots between, without the one at the end.</param>
internal readonly record struct DnsQuestion(string Name, DnsRecordType Type);

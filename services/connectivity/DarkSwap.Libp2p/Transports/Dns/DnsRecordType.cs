namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Types of resource records that are asked for or understood (RFC 1035 §3.2.2, RFC 3596, RFC 6891).</summary>
internal enum DnsRecordType : ushort
{
    Address4 = 1,
    Alias = 5,
    Text = 16,
    Address6 = 28,
    Options = 41,
}

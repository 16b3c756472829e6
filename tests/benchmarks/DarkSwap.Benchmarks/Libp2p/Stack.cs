namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>What a connection is made of, by short names.</summary>
/// <param name="Security">With <paramref name="Muxer"/> empty: the bare thing, none or SslStream.</param>
internal sealed record Stack(string Transport, string Security, string Muxer)
{
    public static IReadOnlyList<Stack> All { get; } =
    [
        .. from transport in (string[])["tcp", "ws"]
           from security in (string[])["noise", "tls"]
           from muxer in (string[])["yamux", "mplex"]
           select new Stack(transport, security, muxer),
    ];

    public static Stack BareTcp { get; } = new("tcp", string.Empty, string.Empty);

    public static Stack BareTls { get; } = new("tcp", "tls", string.Empty);

    public string Name => string.Join('-', ((string[])[Transport, Security, Muxer]).Where(part => part.Length > 0));

    public bool IsBare => Muxer.Length == 0;
}

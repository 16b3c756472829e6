using System.Net;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>How names are resolved.</summary>
public sealed record DnsOptions
{
    /// <summary>Servers to ask instead of the system's.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>Time for one server's answer, before the next one is asked.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often each server is asked.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>Time for everything that one address may lead to.</summary>
    public TimeSpan ResolutionTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How deep /dnsaddr may lead to further /dnsaddr.</summary>
    public int MaximumDepth { get; init; } = 4;

    /// <summary>Addresses that one address may become.</summary>
    public int MaximumAddresses { get; init; } = 64;

    /// <summary>Questions that one address may cost.</summary>
    public int MaximumQuestions { get; init; } = 32;
}

using System.Net;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Answers questions about names.</summary>
internal interface IDnsClient
{
    /// <returns>Nothing when the name does not exist.</returns>
    /// <exception cref="IOException">No server has answered.</exception>
    Task<IReadOnlyList<IPAddress>> FindAddressesAsync(string name, DnsRecordType type, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindAddressesAsync"/>
    Task<IReadOnlyList<string>> FindTextsAsync(string name, CancellationToken cancellationToken);
}

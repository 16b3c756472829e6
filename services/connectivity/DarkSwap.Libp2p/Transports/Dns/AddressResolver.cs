using System.Text;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Makes of an address that begins with a name the addresses that begin with IP addresses (libp2p/specs addressing, "/dnsaddr Links"). For every transport.</summary>
internal sealed class AddressResolver(IDnsClient client, DnsOptions options, TimeProvider timeProvider)
{
    private const string TextPrefix = "dnsaddr=";
    private const string NamePrefix = "_dnsaddr.";

    internal static bool IsName(Multiaddr address) => address.Components[0].Protocol.Code is var code
        && (code == MultiaddrProtocol.Dns.Code || code == MultiaddrProtocol.Dns4.Code || code == MultiaddrProtocol.Dns6.Code || IsLink(address));

    /// <returns>At least one address: the given one itself if it does not begin with a name. What a name leads to may be any address, private ones too.</returns>
    /// <exception cref="IOException">The name leads nowhere, or no server answers in time.</exception>
    internal async Task<IReadOnlyList<Multiaddr>> ResolveAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        if (!IsName(address))
        {
            return [address];
        }

        using var limit = new CancellationTokenSource(options.ResolutionTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var resolution = await ResolveNameAsync(address, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return resolution.Addresses.Count > 0
            ? resolution.Addresses
            : throw resolution.Failure ?? new IOException($"{address} leads to no address.");
    }

    private static bool IsLink(Multiaddr address) => address.Components[0].Protocol.Code == MultiaddrProtocol.DnsAddress.Code;

    /// <summary>Level by level: links lead to links, names and addresses; names to addresses. What is known when the time is over is taken.</summary>
    private async Task<(IReadOnlyList<Multiaddr> Addresses, IOException? Failure)> ResolveNameAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        var found = new List<Multiaddr>();
        var seen = new HashSet<Multiaddr>();
        IReadOnlyList<Multiaddr> level = [address];
        IOException? failure = null;
        var questions = 0;
        for (var depth = 0; level.Count > 0; depth++)
        {
            found.AddRange(level.Where(item => !IsName(item)));
            var asked = level.Where(item => IsName(item) && (depth < options.MaximumDepth || !IsLink(item)))
                .SelectMany(Families)
                .Where(seen.Add)
                .Take(options.MaximumQuestions - questions)
                .ToList();
            questions += asked.Count;
            var answers = await Task.WhenAll(asked.Select(item => TryStepAsync(item, cancellationToken)));
            failure ??= answers.Select(answer => answer.Failure).FirstOrDefault(item => item is not null);
            level = [.. answers.SelectMany(answer => answer.Addresses).Distinct().Take(options.MaximumAddresses)];
        }

        return ([.. found.Distinct().Take(options.MaximumAddresses)], failure);
    }

    /// <summary>/dns is /dns6 and /dns4, each a question of its own.</summary>
    private static IEnumerable<Multiaddr> Families(Multiaddr address)
    {
        var host = address.Components[0];
        IReadOnlyList<MultiaddrProtocol> protocols = host.Protocol.Code == MultiaddrProtocol.Dns.Code ? [MultiaddrProtocol.Dns6, MultiaddrProtocol.Dns4] : [host.Protocol];
        return protocols.Select(protocol => Multiaddr.FromComponents([new(protocol, host.Value), .. address.Components.Skip(1)]));
    }

    private async Task<(IReadOnlyList<Multiaddr> Addresses, IOException? Failure)> TryStepAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        try
        {
            return (IsLink(address) ? await FollowLinkAsync(address, cancellationToken) : await FindHostAsync(address, cancellationToken), null);
        }
        catch (IOException exception)
        {
            return ([], exception);
        }
        catch (OperationCanceledException exception)
        {
            return ([], new IOException($"{address} was not resolved in time.", exception));
        }
    }

    /// <summary>What follows a link must be the end of what it leads to: /dnsaddr/NAME/p2p/PEER is that peer alone.</summary>
    private async Task<IReadOnlyList<Multiaddr>> FollowLinkAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        var suffix = address.Components.Skip(1).ToList();
        var texts = await client.FindTextsAsync(NamePrefix + NameOf(address), cancellationToken);
        return
        [
            .. texts.Where(text => text.StartsWith(TextPrefix, StringComparison.Ordinal))
                .Select(text => Multiaddr.TryParse(text[TextPrefix.Length..], out var target) ? target : null)
                .OfType<Multiaddr>()
                .Where(target => EndsWith(target, suffix)),
        ];
    }

    private async Task<IReadOnlyList<Multiaddr>> FindHostAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        var host = address.Components[0];
        var (type, protocol) = host.Protocol.Code == MultiaddrProtocol.Dns4.Code
            ? (DnsRecordType.Address4, MultiaddrProtocol.Ip4)
            : (DnsRecordType.Address6, MultiaddrProtocol.Ip6);
        var remainder = WebSocketAddress.KeepName(host, [.. address.Components.Skip(1)]);
        var found = await client.FindAddressesAsync(NameOf(address), type, cancellationToken);
        return [.. found.Select(item => Multiaddr.FromComponents([new(protocol, item.GetAddressBytes()), .. remainder]))];
    }

    private static string NameOf(Multiaddr address) => Encoding.ASCII.GetString(address.Components[0].Value.Span);

    private static bool EndsWith(Multiaddr address, List<MultiaddrComponent> suffix) =>
        suffix.Count == 0 || address.ToString().EndsWith(string.Concat(suffix.Select(component => component.ToString())), StringComparison.Ordinal);
}

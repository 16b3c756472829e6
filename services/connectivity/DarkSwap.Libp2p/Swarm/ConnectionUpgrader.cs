using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Security;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Makes an authenticated, multiplexed connection of a bare one (libp2p connection specification, "Upgrading Connections").</summary>
/// <param name="security">In the order of preference; the dialer's order decides.</param>
/// <param name="muxers">In the order of preference; the dialer's order decides.</param>
internal sealed class ConnectionUpgrader(
    PeerId localPeer, IReadOnlyList<ISecurityProtocol> security, IReadOnlyList<IMuxerFactory> muxers, SwarmOptions options, TimeProvider timeProvider)
{
    private readonly IReadOnlyList<string> securityIds = [.. security.Select(protocol => protocol.ProtocolId)];
    private readonly IReadOnlyList<string> muxerIds = [.. muxers.Select(muxer => muxer.ProtocolId)];

    internal async Task<UpgradedConnection> UpgradeOutboundAsync(TransportConnection connection, UpgradeRules rules, CancellationToken cancellationToken)
    {
        if (connection.OwnUpgrade is not null)
        {
            return await UpgradeByTransportAsync(connection, rules, cancellationToken);
        }

        var securityId = await RunStageAsync("choice of security", token => MultistreamSelect.ProposeAsync(connection.Stream, securityIds, token), cancellationToken);
        var secured = await RunStageAsync(
            $"{securityId} handshake", token => FindSecurity(securityId).SecureOutboundAsync(connection.Stream, rules.ExpectedPeer, token), cancellationToken);
        Admit(secured.RemotePeer, rules);
        var muxerId = secured.MuxerProtocolId
            ?? await RunStageAsync("choice of muxer", token => MultistreamSelect.ProposeAsync(secured.Stream, muxerIds, token), cancellationToken);
        return Start(secured, muxerId, rules, isClient: true);
    }

    internal async Task<UpgradedConnection> UpgradeInboundAsync(TransportConnection connection, UpgradeRules rules, CancellationToken cancellationToken)
    {
        if (connection.OwnUpgrade is not null)
        {
            return await UpgradeByTransportAsync(connection, rules, cancellationToken);
        }

        var securityId = await RunStageAsync("choice of security", token => MultistreamSelect.AnswerAsync(connection.Stream, securityIds.Contains, token), cancellationToken);
        var secured = await RunStageAsync($"{securityId} handshake", token => FindSecurity(securityId).SecureInboundAsync(connection.Stream, token), cancellationToken);
        Admit(secured.RemotePeer, rules);
        var muxerId = secured.MuxerProtocolId
            ?? await RunStageAsync("choice of muxer", token => MultistreamSelect.AnswerAsync(secured.Stream, muxerIds.Contains, token), cancellationToken);
        return Start(secured, muxerId, rules, isClient: false);
    }

    private UpgradedConnection Start(SecuredConnection secured, string muxerId, UpgradeRules rules, bool isClient)
    {
        var muxer = muxers.First(candidate => candidate.ProtocolId == muxerId);
        return new UpgradedConnection(secured.RemotePeer, muxer.Start(secured.Stream, isClient, rules.EnterPeer(secured.RemotePeer)));
    }

    private async Task<UpgradedConnection> UpgradeByTransportAsync(TransportConnection connection, UpgradeRules rules, CancellationToken cancellationToken)
    {
        PeerId? admitted = null;
        var watched = rules with
        {
            EnterPeer = peerId =>
            {
                Admit(peerId, rules);
                admitted = peerId;
                return rules.EnterPeer(peerId);
            },
        };
        var upgraded = await RunStageAsync("transport's own handshake", token => connection.OwnUpgrade!(watched, token), cancellationToken);
        return upgraded.RemotePeer == admitted
            ? upgraded
            : throw new InvalidOperationException("A transport that secures by itself must enter the peer before it starts its muxer.");
    }

    private ISecurityProtocol FindSecurity(string protocolId) => security.First(protocol => protocol.ProtocolId == protocolId);

    private void Admit(PeerId peerId, UpgradeRules rules)
    {
        if (peerId == localPeer)
        {
            throw new IOException("This node has connected to itself.");
        }

        if (rules.ExpectedPeer is { } expected && expected != peerId)
        {
            throw new PeerProtocolException($"{peerId} answered in place of {expected}.");
        }

        if (!rules.MayConnect(peerId))
        {
            throw new IOException($"{peerId} is refused.");
        }
    }

    private Task<TResult> RunStageAsync<TResult>(string stage, Func<CancellationToken, Task<TResult>> action, CancellationToken cancellationToken) =>
        StageDeadline.RunAsync(stage, options.HandshakeStageTimeout, timeProvider, action, cancellationToken);
}

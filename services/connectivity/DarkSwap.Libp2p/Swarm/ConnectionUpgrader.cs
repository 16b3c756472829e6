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

    internal async Task<UpgradedConnection> UpgradeOutboundAsync(
        TransportConnection connection, PeerId? expectedPeer, Func<PeerId, bool> mayConnect, CancellationToken cancellationToken)
    {
        var securityId = await RunStageAsync("choice of security", token => MultistreamSelect.ProposeAsync(connection.Stream, securityIds, token), cancellationToken);
        var secured = await RunStageAsync($"{securityId} handshake", token => FindSecurity(securityId).SecureOutboundAsync(connection.Stream, expectedPeer, token), cancellationToken);
        Admit(secured, mayConnect);
        var muxerId = secured.MuxerProtocolId
            ?? await RunStageAsync("choice of muxer", token => MultistreamSelect.ProposeAsync(secured.Stream, muxerIds, token), cancellationToken);
        return new UpgradedConnection(secured.RemotePeer, FindMuxer(muxerId).Start(secured.Stream, isClient: true, UnlimitedMemoryBudget.Instance));
    }

    internal async Task<UpgradedConnection> UpgradeInboundAsync(TransportConnection connection, Func<PeerId, bool> mayConnect, CancellationToken cancellationToken)
    {
        var securityId = await RunStageAsync("choice of security", token => MultistreamSelect.AnswerAsync(connection.Stream, securityIds.Contains, token), cancellationToken);
        var secured = await RunStageAsync($"{securityId} handshake", token => FindSecurity(securityId).SecureInboundAsync(connection.Stream, token), cancellationToken);
        Admit(secured, mayConnect);
        var muxerId = secured.MuxerProtocolId
            ?? await RunStageAsync("choice of muxer", token => MultistreamSelect.AnswerAsync(secured.Stream, muxerIds.Contains, token), cancellationToken);
        return new UpgradedConnection(secured.RemotePeer, FindMuxer(muxerId).Start(secured.Stream, isClient: false, UnlimitedMemoryBudget.Instance));
    }

    private ISecurityProtocol FindSecurity(string protocolId) => security.First(protocol => protocol.ProtocolId == protocolId);

    private IMuxerFactory FindMuxer(string protocolId) => muxers.First(muxer => muxer.ProtocolId == protocolId);

    private void Admit(SecuredConnection secured, Func<PeerId, bool> mayConnect)
    {
        if (secured.RemotePeer == localPeer)
        {
            throw new IOException("This node has connected to itself.");
        }

        if (!mayConnect(secured.RemotePeer))
        {
            throw new IOException($"{secured.RemotePeer} is refused.");
        }
    }

    private Task<TResult> RunStageAsync<TResult>(string stage, Func<CancellationToken, Task<TResult>> action, CancellationToken cancellationToken) =>
        StageDeadline.RunAsync(stage, options.HandshakeStageTimeout, timeProvider, action, cancellationToken);
}

using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Security;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Makes an authenticated, multiplexed connection of a bare one (libp2p connection specification, "Upgrading Connections").</summary>
internal sealed class ConnectionUpgrader(PrivateKey privateKey, SwarmOptions options, IRandomSource randomSource, TimeProvider timeProvider)
{
    private readonly NoiseSecurity noise = new(privateKey, [YamuxMuxer.ProtocolId], randomSource);
    private readonly PeerId localPeer = PeerId.FromPublicKey(privateKey.PublicKey);

    internal async Task<UpgradedConnection> UpgradeOutboundAsync(
        TransportConnection connection, PeerId? expectedPeer, Func<PeerId, bool> mayConnect, CancellationToken cancellationToken)
    {
        await RunStageAsync("choice of security", token => MultistreamSelect.ProposeAsync(connection.Stream, [NoiseSecurity.ProtocolId], token), cancellationToken);
        var secured = await RunStageAsync("Noise handshake", token => noise.SecureOutboundAsync(connection.Stream, expectedPeer, token), cancellationToken);
        Admit(secured, mayConnect);
        if (secured.MuxerProtocolId is null)
        {
            await RunStageAsync("choice of muxer", token => MultistreamSelect.ProposeAsync(secured.Stream, [YamuxMuxer.ProtocolId], token), cancellationToken);
        }

        return new UpgradedConnection(secured.RemotePeer, StartMuxer(secured, isClient: true));
    }

    internal async Task<UpgradedConnection> UpgradeInboundAsync(TransportConnection connection, Func<PeerId, bool> mayConnect, CancellationToken cancellationToken)
    {
        await RunStageAsync("choice of security", token => MultistreamSelect.AnswerAsync(connection.Stream, id => id == NoiseSecurity.ProtocolId, token), cancellationToken);
        var secured = await RunStageAsync("Noise handshake", token => noise.SecureInboundAsync(connection.Stream, token), cancellationToken);
        Admit(secured, mayConnect);
        if (secured.MuxerProtocolId is null)
        {
            await RunStageAsync("choice of muxer", token => MultistreamSelect.AnswerAsync(secured.Stream, id => id == YamuxMuxer.ProtocolId, token), cancellationToken);
        }

        return new UpgradedConnection(secured.RemotePeer, StartMuxer(secured, isClient: false));
    }

    private IMuxer StartMuxer(SecuredConnection secured, bool isClient) => new YamuxMuxer(secured.Stream, isClient, options.Yamux, timeProvider);

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

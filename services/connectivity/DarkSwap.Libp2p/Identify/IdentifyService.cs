using System.Collections.Concurrent;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Identify;

/// <summary>Tells peers who we are and learns who they are (libp2p identify specification), on every new connection and again when something changes.</summary>
internal sealed class IdentifyService(
    PrivateKey privateKey,
    ProtocolTable protocols,
    IdentifyOptions options,
    Func<IReadOnlyList<Multiaddr>> announcedAddresses,
    TimeProvider timeProvider)
{
    private readonly OwnRecord ownRecord = new(privateKey, timeProvider);
    internal const string ProtocolId = "/ipfs/id/1.0.0";
    internal const string PushProtocolId = "/ipfs/id/push/1.0.0";

    /// <summary>Messages of one answer that are merged (js-libp2p sends and takes as many).</summary>
    private const int MaximumMessages = 10;

    /// <summary>Addresses that we tell and keep: js-libp2p keeps 25 of a peer.</summary>
    private const int MaximumAddresses = 25;

    private readonly ConcurrentDictionary<PeerId, PeerInformation> peers = new();

    internal event EventHandler<PeerIdentifiedEventArguments>? PeerIdentified;

    /// <summary>Called when a peer says what our address is.</summary>
    internal Action<Observation>? AddressObserved { get; set; }

    internal PeerInformation? Find(PeerId peerId) => peers.GetValueOrDefault(peerId);

    internal void Forget(PeerId peerId) => peers.TryRemove(peerId, out _);

    /// <summary>Asks the peer who it is.</summary>
    internal async Task IdentifyAsync(IPeerConnection connection, CancellationToken cancellationToken)
    {
        await using var stream = await connection.OpenStreamAsync([ProtocolId], cancellationToken);
        stream.ResetAfter(options.Timeout);
        await stream.CloseWriteAsync(cancellationToken);
        var message = await ReadAsync(stream, cancellationToken);
        Learn(connection, message);
    }

    /// <summary>Sends our present state to a peer.</summary>
    internal async Task PushAsync(IPeerConnection connection, CancellationToken cancellationToken)
    {
        await using var stream = await connection.OpenStreamAsync([PushProtocolId], cancellationToken);
        stream.ResetAfter(options.Timeout);
        await WriteAsync(stream, cancellationToken);
    }

    /// <summary>Answers a peer that asks.</summary>
    internal Task ServeAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        stream.ResetAfter(options.Timeout);
        return WriteAsync(stream, cancellationToken);
    }

    /// <summary>Takes what a peer pushes.</summary>
    internal async Task ServePushAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        stream.ResetAfter(options.Timeout);
        Learn(stream.Connection, await ReadAsync(stream, cancellationToken));
    }

    private async Task WriteAsync(PeerStream stream, CancellationToken cancellationToken)
    {
        Multiaddr[] addresses = [.. announcedAddresses().Take(MaximumAddresses)];
        var record = ownRecord.Seal(addresses);
        var message = new IdentifyMessage
        {
            PublicKey = privateKey.PublicKey,
            ListenAddresses = [.. addresses],
            ProtocolIds = [.. protocols.ProtocolIds],
            ObservedAddress = stream.Connection.RemoteAddress,
            ProtocolVersion = options.ProtocolVersion,
            AgentVersion = options.AgentVersion,
        };
        await LengthPrefixed.WriteAsync(stream, message.ToBytes(), cancellationToken);
        await LengthPrefixed.WriteAsync(stream, new IdentifyMessage { SignedRecord = record }.ToBytes(), cancellationToken);
        await stream.CloseWriteAsync(cancellationToken);
    }

    private static async Task<IdentifyMessage> ReadAsync(PeerStream stream, CancellationToken cancellationToken)
    {
        var message = new IdentifyMessage();
        for (var count = 0; count < MaximumMessages; count++)
        {
            if (await LengthPrefixed.ReadAsync(stream, IdentifyMessage.MaximumLength, cancellationToken) is not { } bytes)
            {
                return message;
            }

            if (!IdentifyMessage.TryMerge(message, bytes, out var merged))
            {
                throw new PeerProtocolException("An identify message is malformed or too large.");
            }

            message = merged;
        }

        return message;
    }

    private void Learn(IPeerConnection connection, IdentifyMessage message)
    {
        var peerId = connection.RemotePeer;
        if (message.PublicKey is { } key && !peerId.Matches(key))
        {
            throw new PeerProtocolException("The peer names another public key than the one it proved.");
        }

        var known = peers.GetValueOrDefault(peerId) ?? new PeerInformation { PeerId = peerId, ProtocolIds = [], ListenAddresses = [] };
        var information = known with
        {
            PublicKey = message.PublicKey ?? known.PublicKey,
            ProtocolIds = message.ProtocolIds.Count > 0 ? message.ProtocolIds : known.ProtocolIds,
            ListenAddresses = message.ListenAddresses.Count > 0 ? [.. message.ListenAddresses.Distinct().Take(MaximumAddresses)] : known.ListenAddresses,
            ObservedAddress = message.ObservedAddress ?? known.ObservedAddress,
            ProtocolVersion = message.ProtocolVersion ?? known.ProtocolVersion,
            AgentVersion = message.AgentVersion ?? known.AgentVersion,
            SignedRecord = NewerRecord(peerId, message.SignedRecord, known.SignedRecord),
        };
        peers[peerId] = information;
        if (connection.Completion.IsCompleted)
        {
            // What comes while the peer leaves is told, but not kept.
            Forget(peerId);
        }

        if (message.ObservedAddress is { } observed)
        {
            AddressObserved?.Invoke(new Observation(observed, connection.RemoteAddress, connection.LocalAddress, connection.Direction));
        }

        PeerIdentified?.Invoke(this, new PeerIdentifiedEventArguments(information));
    }

    private static PeerRecord? NewerRecord(PeerId peerId, byte[]? envelope, PeerRecord? known)
    {
        if (envelope is null || !PeerRecord.TryOpen(envelope, out var record) || record.PeerId != peerId)
        {
            return known;
        }

        return known is null || record.SequenceNumber > known.SequenceNumber ? record : known;
    }
}

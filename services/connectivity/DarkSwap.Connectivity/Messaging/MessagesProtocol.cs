using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Serves <c>/darkswap/messages/1.0.0</c>: reads a peer's batches and sorts what is in them to those that it concerns.</summary>
internal sealed partial class MessagesProtocol(MessagesProtocolParts parts, TimeProvider timeProvider, ILogger<MessagesProtocol> logger)
{
    private const int MaximumNonceLength = 64;

    public async Task ServeAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        if (parts.Conduct.IsBanned(remotePeer))
        {
            parts.Channels.Leave(remotePeer, "banned");
            return;
        }

        var inbound = parts.Channels.InboundOf(remotePeer);
        var turn = inbound.Take(cancellationToken);
        try
        {
            await ReadAsync(stream, remotePeer, inbound, turn.Token);
        }
        finally
        {
            inbound.Return(turn);
        }
    }

    private async Task ReadAsync(PeerStream stream, PeerId remotePeer, PeerInbound inbound, CancellationToken cancellationToken)
    {
        var network = await parts.NetworkName.GetAsync(cancellationToken);
        await using var reader = new LengthPrefixedReader(stream, BatchCodec.MaximumEncodedBytes);
        var isGreeted = false;
        while (true)
        {
            var (hasBatch, result) = await reader.ReadAsync(static bytes => BatchCodec.Unpack(bytes), cancellationToken);
            if (!hasBatch)
            {
                return;
            }

            if (!result.IsSuccess)
            {
                throw Fault(remotePeer, $"batch refused: {result.Error}");
            }

            var envelopes = result.Value.Envelopes;
            if (!isGreeted)
            {
                isGreeted = true;
                if (!Greet(envelopes, remotePeer, inbound, network))
                {
                    return;
                }
            }

            var pause = inbound.Charge(envelopes.Count);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, timeProvider, cancellationToken);
            }

            if (!await HandleAsync(envelopes, remotePeer, network, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>The first message must be a Hello of our network; then we ask for the peer's book.</summary>
    private bool Greet(IReadOnlyList<Envelope> envelopes, PeerId remotePeer, PeerInbound inbound, string network)
    {
        if (envelopes.Count == 0 || envelopes[0].BodyCase != Envelope.BodyOneofCase.Hello)
        {
            throw Fault(remotePeer, "no Hello");
        }

        var hello = envelopes[0].Hello;
        if (hello.ProtocolVersion != PeerProtocols.Version || hello.Network != network)
        {
            LogOtherNetwork(remotePeer, hello.ProtocolVersion, hello.Network.Length > 64 ? hello.Network[..64] : hello.Network);
            Leave(remotePeer, $"this node trades on {network} with protocol version {PeerProtocols.Version}");
            return false;
        }

        parts.Channels.NoteGreeted(remotePeer);
        if (inbound.TryBeginSynchronisation())
        {
            // Longer than this stream, which another may take the place of.
            parts.Tasks.Add(parts.Sync.RunAsync(remotePeer, network, parts.Channels.LifetimeOf(remotePeer)));
        }

        return true;
    }

    private async Task<bool> HandleAsync(IReadOnlyList<Envelope> envelopes, PeerId remotePeer, string network, CancellationToken cancellationToken)
    {
        var orders = new List<SignedOrderEvent>();
        var messages = new List<PeerMessage>();
        var acknowledged = new List<Guid>();
        string? farewell = null;
        foreach (var envelope in envelopes)
        {
            if (Envelopes.ToOrderEvent(envelope) is { } orderEvent)
            {
                orders.Add(orderEvent);
            }
            else if (Envelopes.ToPeerMessage(envelope) is { } message)
            {
                messages.Add(message);
            }
            else
            {
                farewell = HandleControl(envelope, remotePeer, acknowledged) ?? farewell;
            }
        }

        if (acknowledged.Count > 0)
        {
            await parts.Acknowledgements.AcceptAsync(remotePeer, acknowledged, cancellationToken);
        }

        if (messages.Count > 0)
        {
            parts.Channels.NoteTrading(remotePeer);
            await parts.Received.StoreAsync(remotePeer, messages, cancellationToken);
            Acknowledge(messages, remotePeer);
        }

        if (orders.Count > 0 && !await parts.Orders.ReceiveAsync(remotePeer, orders, network, cancellationToken))
        {
            Leave(remotePeer, "too many refused messages");
            return false;
        }

        if (farewell is not null)
        {
            LogFarewell(remotePeer, farewell);
            Leave(remotePeer, "goodbye");
            return false;
        }

        return true;
    }

    /// <summary>Bodies that are unknown or belong to other channels are ignored, so that later versions can add some.</summary>
    private string? HandleControl(Envelope envelope, PeerId remotePeer, List<Guid> acknowledged)
    {
        switch (envelope.BodyCase)
        {
            case Envelope.BodyOneofCase.Acknowledge when envelope.Acknowledge.Id.Length == BatchCodec.EnvelopeIdLength:
                acknowledged.Add(new Guid(envelope.Acknowledge.Id.Span, bigEndian: true));
                return null;
            case Envelope.BodyOneofCase.Ping when envelope.Ping.Nonce.Length <= MaximumNonceLength:
                parts.Channels.Find(remotePeer)?.TrySend(MessagePriority.High, parts.Envelopes.Pong(envelope.Ping));
                return null;
            case Envelope.BodyOneofCase.Disconnect:
                return envelope.Disconnect.Reason.Length > 256 ? envelope.Disconnect.Reason[..256] : envelope.Disconnect.Reason;
            default:
                return null;
        }
    }

    private void Acknowledge(List<PeerMessage> messages, PeerId remotePeer)
    {
        if (parts.Channels.Find(remotePeer) is not { } channel)
        {
            return;
        }

        Span<byte> id = stackalloc byte[BatchCodec.EnvelopeIdLength];
        foreach (var message in messages)
        {
            // A full queue loses the acknowledgement; the peer repeats the message and gets another.
            message.MessageId.TryWriteBytes(id, bigEndian: true, out _);
            channel.TrySend(MessagePriority.High, parts.Envelopes.Acknowledge(ByteString.CopyFrom(id)));
        }
    }

    private void Leave(PeerId remotePeer, string reason)
    {
        parts.Dialer.Release(remotePeer);
        parts.Channels.Leave(remotePeer, reason);
    }

    /// <summary>Counts the fault, and leaves the peer if it was one too many. What is thrown resets the stream.</summary>
    private InvalidDataException Fault(PeerId remotePeer, string fault)
    {
        LogFault(remotePeer, fault);
        parts.Metrics.PeerFault();
        if (parts.Conduct.ReportFault(remotePeer))
        {
            Leave(remotePeer, "too many faults");
        }

        return new InvalidDataException(fault);
    }

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "{PeerId} broke the messages protocol: {Fault}")]
    private partial void LogFault(PeerId peerId, string fault);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "{PeerId} is on another network or version: {Version} {Network}")]
    private partial void LogOtherNetwork(PeerId peerId, uint version, string network);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Information, Message = "{PeerId} said goodbye: {Reason}")]
    private partial void LogFarewell(PeerId peerId, string reason);
}

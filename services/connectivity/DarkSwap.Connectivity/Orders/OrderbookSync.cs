using System.Buffers;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Pages through the open orders of a peer that has just connected. Its order book may be away while it is there: what could not be read is read later.</summary>
internal sealed partial class OrderbookSync(
    ILibp2pHost host,
    OrderEventReceiver receiver,
    IOptions<ConnectivityLimits> limits,
    RetryClock clock,
    ILogger<OrderbookSync> logger)
{
    private static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Tries, ever more seldom, until the book is read.</summary>
    /// <param name="cancellationToken">Cancelled when the peer has gone.</param>
    public async Task RunAsync(PeerId peerId, string network, CancellationToken cancellationToken)
    {
        var place = new Place();
        for (var failures = 1; !cancellationToken.IsCancellationRequested; failures++)
        {
            try
            {
                await using var stream = await host.OpenStreamAsync(peerId, PeerProtocols.Orderbook, cancellationToken);
                await ReadPagesAsync(stream, place, peerId, network, cancellationToken);
                LogSynchronised(peerId, place.Events);
                return;
            }
            catch (Exception exception) when (exception is ProtocolNotSupportedException or PeerNotConnectedException || cancellationToken.IsCancellationRequested)
            {
                LogGivenUp(peerId, exception.Message);
                return;
            }
            catch (Exception exception)
            {
                // Theirs or ours: neither book is there for good because it is away for a moment.
                LogFailed(peerId, failures, exception.Message);
            }

            await clock.DelayAfterAsync(failures, cancellationToken);
        }
    }

    /// <summary>Goes on where the last try ended.</summary>
    private async Task ReadPagesAsync(PeerStream stream, Place place, PeerId peerId, string network, CancellationToken cancellationToken)
    {
        await using var reader = new LengthPrefixedReader(stream, OrderbookProtocol.MaximumResponseBytes);
        while (place.Pages < limits.Value.MaximumOrderbookPages)
        {
            stream.ResetAfter(PageTimeout);
            await LengthPrefixedWriter.WriteAsync(stream, new OrderbookRequest { Limit = OrderbookProtocol.MaximumPageSize, Cursor = place.Cursor }, cancellationToken);
            var (hasResponse, response) = await reader.ReadAsync(Parse, cancellationToken);
            if (!hasResponse)
            {
                throw new InvalidDataException("The peer closed the stream instead of answering.");
            }

            var events = response!.Events.Select(OrderbookProtocol.FromWire).OfType<Contracts.Orders.SignedOrderEvent>().ToList();
            if (!await receiver.ReceiveAsync(peerId, events, network, cancellationToken))
            {
                await host.DisconnectAsync(peerId, cancellationToken);
                break;
            }

            place.Advance(response.Cursor, events.Count);
            if (place.Cursor.Length == 0)
            {
                break;
            }
        }

        await stream.CloseWriteAsync(cancellationToken);
    }

    private static OrderbookResponse Parse(ReadOnlySequence<byte> bytes) => StrictMessages.TryParse(OrderbookResponse.Parser, bytes, out var response)
        ? response
        : throw new InvalidDataException("The answer is not a protobuf message.");

    [LoggerMessage(EventId = 2141, Level = LogLevel.Information, Message = "Read {Count} order events of {PeerId}'s book")]
    private partial void LogSynchronised(PeerId peerId, int count);

    [LoggerMessage(EventId = 2142, Level = LogLevel.Information, Message = "Could not read {PeerId}'s book at try {Try}, trying again: {Reason}")]
    private partial void LogFailed(PeerId peerId, int @try, string reason);

    [LoggerMessage(EventId = 2143, Level = LogLevel.Information, Message = "{PeerId}'s book is not read: {Reason}")]
    private partial void LogGivenUp(PeerId peerId, string reason);

    /// <summary>How far a book is read.</summary>
    private sealed class Place
    {
        /// <summary>Empty at the beginning and at the end.</summary>
        public string Cursor { get; private set; } = "";

        public int Pages { get; private set; }

        public int Events { get; private set; }

        public void Advance(string cursor, int events)
        {
            Cursor = cursor;
            Pages++;
            Events += events;
        }
    }
}

using System.Buffers;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Pages through the open orders of a peer that has just connected.</summary>
internal sealed partial class OrderbookSync(
    ILibp2pHost host,
    OrderEventReceiver receiver,
    IOptions<ConnectivityLimits> limits,
    ILogger<OrderbookSync> logger)
{
    private static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(30);

    public async Task RunAsync(PeerId peerId, string network, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await host.OpenStreamAsync(peerId, PeerProtocols.Orderbook, cancellationToken);
            var count = await ReadPagesAsync(stream, peerId, network, cancellationToken);
            LogSynchronised(peerId, count);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or InvalidDataException)
        {
            LogFailed(peerId, exception.Message);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            LogFailed(peerId, exception.Message);
        }
    }

    private async Task<int> ReadPagesAsync(PeerStream stream, PeerId peerId, string network, CancellationToken cancellationToken)
    {
        await using var reader = new LengthPrefixedReader(stream, OrderbookProtocol.MaximumResponseBytes);
        var count = 0;
        var cursor = "";
        for (var page = 0; page < limits.Value.MaximumOrderbookPages; page++)
        {
            stream.ResetAfter(PageTimeout);
            await LengthPrefixedWriter.WriteAsync(stream, new OrderbookRequest { Limit = OrderbookProtocol.MaximumPageSize, Cursor = cursor }, cancellationToken);
            var (hasResponse, response) = await reader.ReadAsync(Parse, cancellationToken);
            if (!hasResponse)
            {
                throw new InvalidDataException("The peer closed the stream instead of answering.");
            }

            var events = response!.Events.Select(OrderbookProtocol.FromWire).OfType<Contracts.Orders.SignedOrderEvent>().ToList();
            count += events.Count;
            if (!await receiver.ReceiveAsync(peerId, events, network, cancellationToken))
            {
                await host.DisconnectAsync(peerId, cancellationToken);
                break;
            }

            cursor = response.Cursor;
            if (cursor.Length == 0)
            {
                break;
            }
        }

        await stream.CloseWriteAsync(cancellationToken);
        return count;
    }

    private static OrderbookResponse Parse(ReadOnlySequence<byte> bytes)
    {
        try
        {
            return OrderbookResponse.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException("The answer is not a protobuf message.", exception);
        }
    }

    [LoggerMessage(EventId = 2141, Level = LogLevel.Information, Message = "Read {Count} order events of {PeerId}'s book")]
    private partial void LogSynchronised(PeerId peerId, int count);

    [LoggerMessage(EventId = 2142, Level = LogLevel.Information, Message = "Could not read {PeerId}'s book: {Reason}")]
    private partial void LogFailed(PeerId peerId, string reason);
}

using System.Buffers;
using System.Diagnostics;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using Google.Protobuf;
using MassTransit;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Serves <c>/darkswap/orderbook/1.0.0</c>: request after request on one stream, each answered with a page of our open orders.</summary>
internal sealed class OrderbookProtocol(IServiceScopeFactory scopes)
{
    public const int MaximumPageSize = 256;

    /// <summary>Most bytes of a page.</summary>
    public const int MaximumResponseBytes = 1024 * 1024;

    private const int MaximumRequestBytes = 4 * 1024;
    private const int MaximumTextLength = 256;

    /// <summary>A peer that asks nothing for so long loses the stream.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(30);

    public async Task ServeAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        await using var reader = new LengthPrefixedReader(stream, MaximumRequestBytes);
        while (true)
        {
            stream.ResetAfter(IdleTimeout);
            var (hasRequest, request) = await reader.ReadAsync(Parse, cancellationToken);
            if (!hasRequest)
            {
                return;
            }

            var response = await AnswerAsync(request!, cancellationToken);
            await LengthPrefixedWriter.WriteAsync(stream, response, cancellationToken);
        }
    }

    public static OrderEvent ToWire(SignedOrderEvent orderEvent)
    {
        var document = new SignedDocument { Envelope = UnsafeByteOperations.UnsafeWrap(orderEvent.Envelope) };
        return orderEvent.Kind switch
        {
            OrderEventKind.Create => new OrderEvent { Create = document },
            OrderEventKind.Update => new OrderEvent { Update = document },
            OrderEventKind.Cancel => new OrderEvent { Cancel = document },
        };
    }

    public static SignedOrderEvent? FromWire(OrderEvent orderEvent) => orderEvent.EventCase switch
    {
        OrderEvent.EventOneofCase.Create => new(OrderEventKind.Create, orderEvent.Create.Envelope.ToByteArray()),
        OrderEvent.EventOneofCase.Update => new(OrderEventKind.Update, orderEvent.Update.Envelope.ToByteArray()),
        OrderEvent.EventOneofCase.Cancel => new(OrderEventKind.Cancel, orderEvent.Cancel.Envelope.ToByteArray()),
        OrderEvent.EventOneofCase.None => null,
        _ => throw new UnreachableException(),
    };

    private static OrderbookRequest Parse(ReadOnlySequence<byte> bytes)
    {
        if (!StrictMessages.TryParse(OrderbookRequest.Parser, bytes, out var request))
        {
            throw new InvalidDataException("The request is not a protobuf message.");
        }

        return request.Base.Length <= MaximumTextLength && request.Quote.Length <= MaximumTextLength && request.Cursor.Length <= MaximumTextLength
            ? request
            : throw new InvalidDataException("A field of the request is too long.");
    }

    private async Task<OrderbookResponse> AnswerAsync(OrderbookRequest request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<GetOrderEvents>>();
        var page = await client.GetResponse<OrderEventsPage>(
            new GetOrderEvents
            {
                Base = NullIfEmpty(request.Base),
                Quote = NullIfEmpty(request.Quote),
                Limit = request.Limit is > 0 and <= MaximumPageSize ? (int)request.Limit : MaximumPageSize,
                Cursor = NullIfEmpty(request.Cursor),
            },
            cancellationToken);
        var response = new OrderbookResponse { Cursor = page.Message.Cursor ?? "" };
        response.Events.AddRange(page.Message.Events.Select(ToWire));
        return response;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

using System.Collections.Concurrent;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Connectivity.Tests.Nodes;

/// <summary>What the stand-ins for the other services answer, and what they were told.</summary>
public sealed class StandInServices
{
    public string? Network { get; set; } = "regtest:0f9188f1";

    /// <summary>The node's own open orders.</summary>
    public List<SignedOrderEvent> Book { get; } = [];

    public ConcurrentQueue<OrderEventsReceived> Orders { get; } = new();

    public ConcurrentQueue<PeerMessagesReceived> Messages { get; } = new();

    /// <summary>Questions about the book, by cursor, in the order in which they came.</summary>
    public ConcurrentQueue<string?> BookQuestions { get; } = new();

    /// <summary>Whether the book answers the question with this number, from 1 on.</summary>
    public Func<int, bool> IsBookThere { get; set; } = _ => true;

    public bool IsChainWithoutBlocks { get; set; }

    public ChainStatusDescribed ChainStatus => new() { Network = Network, IsWithoutBlocks = IsChainWithoutBlocks, IsReady = Network is not null, Height = 110, IsAssetSourceMissing = false };

    public OrderEventsPage Page(GetOrderEvents request)
    {
        BookQuestions.Enqueue(request.Cursor);
        if (!IsBookThere(BookQuestions.Count))
        {
            throw new InvalidOperationException("The order book is away.");
        }

        var start = request.Cursor is null ? 0 : int.Parse(request.Cursor, System.Globalization.CultureInfo.InvariantCulture);
        var end = Math.Min(start + request.Limit, Book.Count);
        return new OrderEventsPage
        {
            Events = Book[start..end],
            Cursor = end < Book.Count ? end.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }
}

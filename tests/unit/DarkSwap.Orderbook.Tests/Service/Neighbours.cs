using System.Collections.Concurrent;
using DarkSwap.Contracts;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Cryptography;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

/// <summary>What the services around the order book know in a test, and what they were told.</summary>
public sealed class Neighbours
{
    private readonly ConcurrentQueue<IMessage> told = new();

    /// <summary>Signs for real.</summary>
    public PrivateKey NodeKey { get; } = Key(200);

    public string NodePeerId => PeerIdOf(NodeKey);

    public string? Network { get; set; } = OrderExamples.Network;

    public bool RefusesToSign { get; set; }

    /// <summary>The chain's answer about an order's coins.</summary>
    public Func<VerifyBacking, BackingState> Backing { get; set; } = _ => BackingState.Valid;

    public int BackingQuestions { get; private set; }

    public void Tell(IMessage message) => told.Enqueue(message);

    public BackingVerified Verify(VerifyBacking question)
    {
        lock (told)
        {
            BackingQuestions++;
            return new BackingVerified { State = Backing(question) };
        }
    }

    public IReadOnlyList<TMessage> Told<TMessage>() => [.. told.OfType<TMessage>()];
}

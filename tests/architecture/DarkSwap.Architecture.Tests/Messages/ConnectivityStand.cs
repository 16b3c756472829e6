using DarkSwap.Connectivity.Persistence;
using DarkSwap.Connectivity.Tests.Nodes;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>Connectivity, with a peer that listens to what it publishes and another that is away.</summary>
internal sealed class ConnectivityStand : ConsumerStand
{
    private readonly HashSet<string> published = [];
    private TestNode? node;
    private TestNode? listener;

    protected override ModuleTestHost Host => node!.Host;

    public override async Task StartAsync()
    {
        node = await TestNode.StartAsync(Folder.Path);
        listener = await TestNode.StartAsync();
        (await listener.DialAsync(node)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await node.CountPeersAsync() == 1, "they are connected");
    }

    public override IReadOnlyList<IReadOnlyList<SentMessage>> MakeTraffic(int seed)
    {
        var random = new Random(seed);
        var sent = new List<SentMessage>();
        var recipient = PeerId.FromPublicKey(PrivateKey.Generate(new SeededRandomSource((ulong)seed)).PublicKey).ToString();
        for (var number = 1; number <= 8; number++)
        {
            sent.Add(new SentMessage(new PublishOrderEvents
            {
                EventId = NewId(random),
                OccurredAt = DateTimeOffset.UnixEpoch,
                ExceptPeer = random.Next(2) == 0 ? recipient : null,
                Events = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => SignedOrders.Cancellation((seed * 100) + random.Next(12)))],
            }));
            sent.Add(new SentMessage(new SendPeerMessages
            {
                EventId = NewId(random),
                OccurredAt = DateTimeOffset.UnixEpoch,
                Recipient = recipient,
                RepeatUntil = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Messages = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new PeerMessage(NewId(random), PeerMessageKind.TradePropose, [1, 2, 3]))],
            }));
        }

        return [sent];
    }

    public override Task DeliverAsync(SentMessage sent)
    {
        published.UnionWith(sent.Message is PublishOrderEvents publish ? publish.Events.Select(signed => Convert.ToHexString(signed.Envelope)) : []);
        return base.DeliverAsync(sent);
    }

    /// <summary>What there is to hear for this peer is heard in the end, in whatever order.</summary>
    public override Task SettleAsync() => Eventually.HoldsAsync(() => published.All(Heard().Contains), "the peer has heard everything");

    public override async Task<IReadOnlyList<string>> ReadStateAsync()
    {
        var outbound = await Host.UseAsync<ConnectivityDbContext, List<OutboundMessage>>(context => context.OutboundMessages.AsNoTracking().ToListAsync());
        var stored = outbound.Select(row => $"{row.MessageId} for {row.Recipient} at {row.Position} until {row.RepeatUntil:O}: {ContentOf(row.Envelope)}");
        return [.. stored.Order(StringComparer.Ordinal), .. Heard().Order(StringComparer.Ordinal)];
    }

    public override async ValueTask DisposeAsync()
    {
        await listener!.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>The envelope without the time at which it was made.</summary>
    private static string ContentOf(byte[] bytes)
    {
        var envelope = Envelope.Parser.ParseFrom(bytes);
        envelope.SentAt = 0;
        return envelope.ToString();
    }

    private List<string> Heard() => [.. listener!.Services.Orders.SelectMany(burst => burst.Events).Select(signed => Convert.ToHexString(signed.Envelope))];

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}

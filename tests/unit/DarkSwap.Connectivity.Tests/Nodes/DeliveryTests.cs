using DarkSwap.Connectivity.Persistence;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Testing;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Tests.Nodes;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Delivers_each_message_once_and_forgets_it_when_it_is_acknowledged()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        var command = Command(bob.PeerId, messages: 3);

        await alice.Host.DeliverAsync(command, CancellationToken.None);
        await alice.Host.DeliverAsync(command, CancellationToken.None);

        await Eventually.HoldsAsync(async () => await CountOutboundAsync(alice) == 0, "everything is acknowledged");
        await Eventually.HoldsAsync(() => Received(bob) >= 3, "bob's services have them");
        bob.Services.Messages.SelectMany(received => received.Messages).Select(message => message.MessageId).ShouldBe(command.Messages.Select(message => message.MessageId));
        bob.Services.Messages.ShouldAllBe(received => received.Sender == alice.PeerId);
    }

    [Fact]
    public async Task Delivers_after_the_recipient_comes_back()
    {
        using var folder = new TemporaryFolder();
        await using var alice = await TestNode.StartAsync();
        var bob = await TestNode.StartAsync(folder.Path);
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        var bobsPeerId = bob.PeerId;
        await bob.DisposeAsync();
        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 0, "bob is away");

        await alice.Host.DeliverAsync(Command(bobsPeerId, messages: 1), CancellationToken.None);
        await using var back = await TestNode.StartAsync(folder.Path, services: bob.Services);

        await Eventually.HoldsAsync(async () => await CountOutboundAsync(alice) == 0, "the message is acknowledged");
        await Eventually.HoldsAsync(() => Received(back) == 1, "bob's services have it");
    }

    [Fact]
    public async Task Remembers_what_it_must_send_across_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var bob = await TestNode.StartAsync();
        var alice = await TestNode.StartAsync(folder.Path);
        await alice.Host.DeliverAsync(Command(bob.PeerId, messages: 2), CancellationToken.None);
        await alice.DisposeAsync();

        await using var back = await TestNode.StartAsync(folder.Path);
        (await back.DialAsync(bob)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(async () => await CountOutboundAsync(back) == 0, "the messages are acknowledged");
        await Eventually.HoldsAsync(() => Received(bob) == 2, "bob's services have them");
    }

    [Fact]
    public async Task Ids_of_received_messages_are_remembered_for_thirty_days()
    {
        using var folder = new TemporaryFolder();
        var now = TimeProvider.System.GetUtcNow();
        await using (var before = await TestNode.StartAsync(folder.Path))
        {
            await before.Host.UseAsync<ConnectivityDbContext, int>(context =>
            {
                context.ReceivedMessages.AddRange(new[] { 29, 31 }.Select(days => new ReceivedMessage { Sender = $"{days} days ago", MessageId = Guid.CreateVersion7(now), ReceivedAt = now.AddDays(-days) }));
                return context.SaveChangesAsync();
            });
        }

        await using var node = await TestNode.StartAsync(folder.Path);

        await Eventually.HoldsAsync(async () => (await SendersAsync(node)).Count == 1, "one is forgotten");
        (await SendersAsync(node)).ShouldBe(["29 days ago"]);
    }

    private static Task<List<string>> SendersAsync(TestNode node) =>
        node.Host.UseAsync<ConnectivityDbContext, List<string>>(context => context.ReceivedMessages.Select(message => message.Sender).ToListAsync());

    private static SendPeerMessages Command(string recipient, int messages) => new()
    {
        EventId = new Guid(1, 2, 3, new byte[8]),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Recipient = recipient,
        RepeatUntil = TimeProvider.System.GetUtcNow().AddMinutes(10),
        Messages = [.. Enumerable.Range(1, messages).Select(number => new PeerMessage(new Guid(number, 0, 0, new byte[8]), PeerMessageKind.TradePropose, [1, 2, (byte)number]))],
    };

    private static int Received(TestNode node) => node.Services.Messages.Sum(received => received.Messages.Count);

    private static Task<int> CountOutboundAsync(TestNode node) =>
        node.Host.UseAsync<ConnectivityDbContext, int>(context => context.OutboundMessages.CountAsync());
}

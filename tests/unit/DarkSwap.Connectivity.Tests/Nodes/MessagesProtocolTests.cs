using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Testing;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Tests.Nodes;

public sealed class MessagesProtocolTests
{
    [Fact]
    public async Task Greets_a_peer_with_its_network()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);

        var hello = (await peer.NextAsync(Envelope.BodyOneofCase.Hello)).Hello;

        hello.Network.ShouldBe("regtest:0f9188f1");
        hello.ProtocolVersion.ShouldBe(1u);
    }

    [Fact]
    public async Task Answers_a_ping_with_its_nonce()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);
        await peer.GreetAsync();

        await peer.SendAsync(Ping(7));

        (await peer.NextAsync(Envelope.BodyOneofCase.Pong)).Pong.Nonce.ToByteArray().ShouldBe([7]);
    }

    [Fact]
    public async Task Ignores_bodies_that_it_does_not_serve_and_goes_on()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);
        await peer.GreetAsync();
        var (pong, application, request, response) = (RawPeer.Envelope(2), RawPeer.Envelope(3), RawPeer.Envelope(4), RawPeer.Envelope(5));
        pong.Pong = new Pong { Nonce = ByteString.CopyFrom(1) };
        application.Application = new Application { Topic = "chat", Data = ByteString.CopyFrom(1, 2, 3) };
        request.OrderbookRequest = new OrderbookRequest();
        response.OrderbookResponse = new OrderbookResponse();

        await peer.SendAsync(pong, application, request, response, RawPeer.Envelope(6), Ping(9));

        (await peer.NextAsync(Envelope.BodyOneofCase.Pong)).Pong.Nonce.ToByteArray().ShouldBe([9]);
        node.Services.Messages.ShouldBeEmpty();
        node.Services.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Acknowledges_a_repeated_message_each_time_and_hands_it_on_once()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);
        await peer.GreetAsync();
        var proposal = RawPeer.Envelope(8);
        proposal.TradePropose = new SignedDocument { Envelope = ByteString.CopyFrom(1, 2, 3) };

        for (var time = 0; time < 3; time++)
        {
            await peer.SendAsync(proposal);
            (await peer.NextAsync(Envelope.BodyOneofCase.Acknowledge)).Acknowledge.Id.ShouldBe(proposal.Id);
        }

        await Eventually.HoldsAsync(() => !node.Services.Messages.IsEmpty, "the message is handed on");
        await peer.SendAsync(Ping(1));
        await peer.NextAsync(Envelope.BodyOneofCase.Pong);
        node.Services.Messages.SelectMany(received => received.Messages).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_peer_that_does_not_greet()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);

        await peer.SendAsync(Ping(1));

        (await peer.IsStreamResetAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Resets_the_stream_of_a_malformed_batch()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);
        await peer.GreetAsync();

        await peer.SendAsync([0xFF, 0xFF, 0xFF, 0xFF]);

        (await peer.IsStreamResetAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Bans_a_peer_that_keeps_sending_malformed_batches()
    {
        await using var node = await TestNode.StartAsync(settings: new() { ["Connectivity:Limits:FaultsBeforeBan"] = "1" });
        await using var peer = await RawPeer.ConnectAsync(node);

        await peer.SendAsync([0xFF]);

        await Eventually.HoldsAsync(async () => await node.CountPeersAsync() == 0, "the node has left");
    }

    [Fact]
    public async Task Leaves_a_peer_that_says_goodbye()
    {
        await using var node = await TestNode.StartAsync();
        await using var peer = await RawPeer.ConnectAsync(node);
        await peer.GreetAsync();
        var goodbye = RawPeer.Envelope(2);
        goodbye.Disconnect = new Disconnect { Reason = "going home" };

        await peer.SendAsync(goodbye);

        await Eventually.HoldsAsync(async () => await node.CountPeersAsync() == 0, "the node has left");
    }

    private static Envelope Ping(byte nonce)
    {
        var ping = RawPeer.Envelope(nonce);
        ping.Ping = new Ping { Nonce = ByteString.CopyFrom(nonce) };
        return ping;
    }
}

using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Identify;

public sealed class IdentifyMessageTests : IDisposable
{
    private readonly PrivateKey key = PrivateKey.Generate(SystemRandomSource.Instance);
    private readonly IdentifyMessage message;

    public IdentifyMessageTests() => message = new IdentifyMessage
    {
        PublicKey = key.PublicKey,
        ListenAddresses = [Multiaddr.Parse("/ip4/1.2.3.4/tcp/1"), Multiaddr.Parse("/ip6/::1/tcp/2")],
        ProtocolIds = ["/a/1.0.0", "/b/1.0.0"],
        ObservedAddress = Multiaddr.Parse("/ip4/4.3.2.1/tcp/9"),
        ProtocolVersion = "version",
        AgentVersion = "agent",
        SignedRecord = [1, 2, 3],
    };

    public void Dispose() => key.Dispose();

    [Fact]
    public void Reads_what_it_writes()
    {
        IdentifyMessage.TryMerge(new IdentifyMessage(), message.ToBytes(), out var read).ShouldBeTrue();

        read!.PublicKey.ShouldBe(message.PublicKey);
        read.ListenAddresses.ShouldBe(message.ListenAddresses);
        read.ProtocolIds.ShouldBe(message.ProtocolIds);
        read.ObservedAddress.ShouldBe(message.ObservedAddress);
        (read.ProtocolVersion, read.AgentVersion).ShouldBe(("version", "agent"));
        read.SignedRecord.ShouldBe(message.SignedRecord);
    }

    [Fact]
    public void Merges_a_second_message_without_changing_the_first()
    {
        var second = new IdentifyMessage { ProtocolIds = ["/c/1.0.0"], AgentVersion = "newer" };

        IdentifyMessage.TryMerge(message, second.ToBytes(), out var merged).ShouldBeTrue();
        merged!.ProtocolIds.ShouldBe(["/a/1.0.0", "/b/1.0.0", "/c/1.0.0"]);
        merged.AgentVersion.ShouldBe("newer");
        merged.ProtocolVersion.ShouldBe("version");
        message.ProtocolIds.Count.ShouldBe(2);
    }

    [Fact]
    public void Refuses_more_protocols_and_longer_texts_than_the_bounds()
    {
        var many = new IdentifyMessage { ProtocolIds = [.. Enumerable.Range(0, 513).Select(index => $"/{index}")] };
        var tooLong = new IdentifyMessage { AgentVersion = new string('a', 257) };

        IdentifyMessage.TryMerge(new IdentifyMessage(), many.ToBytes(), out _).ShouldBeFalse();
        IdentifyMessage.TryMerge(new IdentifyMessage(), tooLong.ToBytes(), out _).ShouldBeFalse();
    }

    [Fact]
    public void Never_throws_on_mutations() => Mutations.Of(message.ToBytes(), bytes => IdentifyMessage.TryMerge(new IdentifyMessage(), bytes, out _));
}

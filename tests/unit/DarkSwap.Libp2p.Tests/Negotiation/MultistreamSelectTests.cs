using System.Text;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Negotiation;

public sealed class MultistreamSelectTests
{
    private readonly CancellationToken deadline = Patience.Limit().Token;

    [Fact]
    public async Task Proposes_header_and_protocol_at_once_and_reads_nothing_beyond_the_answer()
    {
        var stream = new ChoppedStream([.. Messages("/multistream/1.0.0", "/noise"), 1, 2, 3], 1);

        (await MultistreamSelect.ProposeAsync(stream, ["/noise"], deadline)).ShouldBe("/noise");
        stream.Written.ToArray().ShouldBe(Messages("/multistream/1.0.0", "/noise"));
        stream.Remaining.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Proposes_the_next_protocol_after_a_refusal()
    {
        var stream = new ChoppedStream(Messages("/multistream/1.0.0", "na", "/b"), 2);

        (await MultistreamSelect.ProposeAsync(stream, ["/a", "/b"], deadline)).ShouldBe("/b");
        stream.Written.ToArray().ShouldBe(Messages("/multistream/1.0.0", "/a", "/b"));
    }

    [Fact]
    public async Task Gives_up_when_everything_is_refused()
    {
        var stream = new ChoppedStream(Messages("/multistream/1.0.0", "na", "na"), 3);

        var failure = await Should.ThrowAsync<ProtocolNotSupportedException>(() => MultistreamSelect.ProposeAsync(stream, ["/a", "/b"], deadline));
        failure.ProtocolIds.ShouldBe(["/a", "/b"]);
    }

    [Fact]
    public async Task Refuses_an_answer_that_was_not_proposed() =>
        await Should.ThrowAsync<PeerProtocolException>(() =>
            MultistreamSelect.ProposeAsync(new ChoppedStream(Messages("/multistream/1.0.0", "/c"), 4), ["/a", "/b"], deadline));

    [Fact]
    public async Task Answers_coalesced_proposals_until_one_is_supported()
    {
        var stream = new ChoppedStream([.. Messages("/multistream/1.0.0", "/x", "/y"), 9], 5);

        (await MultistreamSelect.AnswerAsync(stream, id => id == "/y", deadline)).ShouldBe("/y");
        stream.Written.ToArray().ShouldBe(Messages("/multistream/1.0.0", "na", "/y"));
        stream.Remaining.ToArray().ShouldBe([9]);
    }

    [Fact]
    public async Task Gives_up_a_peer_that_proposes_without_end()
    {
        var proposals = Enumerable.Range(0, MultistreamSelect.MaximumProposals + 1).Select(index => $"/{index}");

        await Should.ThrowAsync<PeerProtocolException>(() =>
            MultistreamSelect.AnswerAsync(new ChoppedStream(Messages(["/multistream/1.0.0", .. proposals]), 6), _ => false, deadline));
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x01 })]
    [InlineData(new byte[] { 0x81, 0x08 })]
    [InlineData(new byte[] { 0x01, (byte)'x' })]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T' })]
    public async Task Refuses_malformed_messages(byte[] bytes) =>
        await Should.ThrowAsync<PeerProtocolException>(() => MultistreamSelect.AnswerAsync(new ChoppedStream(bytes, 7), _ => true, deadline));

    [Fact]
    public async Task Takes_a_message_of_1024_bytes_and_none_longer()
    {
        var longest = "/" + new string('a', MultistreamMessage.MaximumLength - 2);

        (await MultistreamSelect.AnswerAsync(new ChoppedStream(Messages("/multistream/1.0.0", longest), 8), _ => true, deadline)).ShouldBe(longest);
        await Should.ThrowAsync<PeerProtocolException>(() =>
            MultistreamSelect.AnswerAsync(new ChoppedStream(Messages("/multistream/1.0.0", longest + "a"), 9), _ => true, deadline));
    }

    [Fact]
    public async Task Ends_with_an_exception_of_its_own_kind_on_any_mutation()
    {
        var good = Messages("/multistream/1.0.0", "/a");
        for (var index = 0; index < good.Length; index++)
        {
            var mutated = (byte[])good.Clone();
            mutated[index] ^= 0xff;
            try
            {
                (await MultistreamSelect.AnswerAsync(new ChoppedStream(mutated, index), id => id == "/a", deadline)).ShouldBe("/a");
            }
            catch (IOException)
            {
                // A protocol fault, or the end of the stream.
            }
        }
    }

    private static byte[] Messages(params string[] texts)
    {
        var bytes = new List<byte>();
        foreach (var text in texts)
        {
            var length = text.Length + 1;
            bytes.AddRange(length < 0x80 ? [(byte)length] : [(byte)(length | 0x80), (byte)(length >> 7)]);
            bytes.AddRange(Encoding.ASCII.GetBytes(text + "\n"));
        }

        return [.. bytes];
    }
}

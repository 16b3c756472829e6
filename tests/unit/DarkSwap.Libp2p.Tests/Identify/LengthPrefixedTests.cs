using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Identify;

public sealed class LengthPrefixedTests
{
    private readonly CancellationToken deadline = Patience.Limit().Token;

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(70_000)]
    public async Task Reads_what_it_writes_and_then_the_end(int length)
    {
        var message = Enumerable.Range(0, length).Select(value => (byte)value).ToArray();
        var wire = new ChoppedStream([], 1);
        await LengthPrefixed.WriteAsync(wire, message, deadline);
        var reader = new ChoppedStream(wire.Written.ToArray(), length);

        (await LengthPrefixed.ReadAsync(reader, 100_000, deadline)).ShouldBe(message);
        (await LengthPrefixed.ReadAsync(reader, 100_000, deadline)).ShouldBeNull();
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x08 })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x80, 0x00 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    [InlineData(new byte[] { 5, 1, 2 })]
    public async Task Refuses_what_is_too_long_malformed_or_cut_off_before_it_allocates(byte[] bytes) =>
        await Should.ThrowAsync<IOException>(async () => await LengthPrefixed.ReadAsync(new ChoppedStream(bytes, 2), 1024, deadline));
}

using System.Text;
using DarkSwap.Sdk.Events;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Sdk.Tests.Events;

public sealed class ServerSentEventReaderTests
{
    [Fact]
    public void Reads_ids_types_and_data()
    {
        var events = Read("retry: 2000\nid: 7\n\nid: 8\nevent: orderOpened\ndata: {\"a\":1}\n\n: heartbeat\nid: 9\n\n");

        events.ShouldBe([
            new ServerSentEvent("7", "message", null, TimeSpan.FromSeconds(2)),
            new ServerSentEvent("8", "orderOpened", "{\"a\":1}", null),
            new ServerSentEvent("9", "message", null, null),
        ]);
    }

    [Theory]
    [InlineData("data: a\r\rdata: b\r\r")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n")]
    [InlineData("data:a\n\ndata:b\n\n")]
    public void Takes_every_ending_of_lines(string text) => Read(text).Select(block => block.Data).ShouldBe(["a", "b"]);

    [Fact]
    public void Joins_lines_of_data_and_ignores_what_it_does_not_know() =>
        Read("colour: red\ndata: a\ndata:\ndata: b\n\nunknown\n\n").ShouldBe([new ServerSentEvent(null, "message", "a\n\nb", null)]);

    [Fact]
    public void Keeps_what_has_not_ended() => Read("id: 1\ndata: a\n").ShouldBeEmpty();

    [Fact]
    public void Refuses_an_event_without_end()
    {
        var reader = new ServerSentEventReader();
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("data: 0123456789abcdef\n", 1000)));

        Should.Throw<InvalidDataException>(() =>
        {
            for (var round = 0; round < 1000; round++)
            {
                reader.Feed(lines, []);
            }
        });
    }

    [Fact]
    public void Gives_the_same_however_the_bytes_are_cut() => Prop.ForAll<NonEmptyArray<byte>>(ReadsTheSame).QuickCheckThrowOnFailure();

    private static void ReadsTheSame(NonEmptyArray<byte> cuts)
    {
        const string text = "id: 1\nevent: a\ndata: ü\n\r\nid: 2\r\ndata: x\rdata: y\r\r\n\n: c\n\nid: 3\n\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new ServerSentEventReader();
        var events = new List<ServerSentEvent>();
        for (int position = 0, turn = 0; position < bytes.Length; turn++)
        {
            var length = Math.Min(1 + (cuts.Get[turn % cuts.Get.Length] % 7), bytes.Length - position);
            reader.Feed(bytes.AsSpan(position, length), events);
            position += length;
        }

        events.ShouldBe(Read(text));
    }

    private static List<ServerSentEvent> Read(string text)
    {
        var events = new List<ServerSentEvent>();
        new ServerSentEventReader().Feed(Encoding.UTF8.GetBytes(text), events);
        return events;
    }
}

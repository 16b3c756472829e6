using System.Buffers.Binary;
using System.Net;
using DarkSwap.Libp2p.Transports.Dns;

namespace DarkSwap.Libp2p.Tests.Transports.Dns;

public sealed class DnsResponseTests
{
    private const ushort Id = 0x1234;
    private static readonly DnsQuestion Question = new("node.example.com", DnsRecordType.Address4);
    private readonly byte[] answer = DnsServer.Answer(DnsQuery.Write(Id, Question), 0, [(DnsRecordType.Address4, [1, 2, 3, 4]), (DnsRecordType.Address4, [5, 6, 7, 8])]);

    [Fact]
    public void Asks_as_RFC1035_4_1_and_RFC6891_6_1_say()
    {
        DnsQuery.Write(Id, new("a.bc", DnsRecordType.Text)).ShouldBe(
            [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, (byte)'a', 2, (byte)'b', (byte)'c', 0, 0, 16, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Reads_the_addresses_of_the_name_in_question()
    {
        var response = DnsResponse.Read(answer, Id, Question).ShouldNotBeNull();

        response.Addresses.ShouldBe([IPAddress.Parse("1.2.3.4"), IPAddress.Parse("5.6.7.8")]);
        response.Code.ShouldBe(0);
        response.IsTruncated.ShouldBeFalse();
    }

    [Fact]
    public void Takes_no_records_of_other_names()
    {
        var forged = (byte[])answer.Clone();
        var owner = DnsQuery.Write(Id, Question).Length - 11;
        forged[owner + 1] += 5;

        DnsResponse.Read(forged, Id, Question)?.Addresses.ShouldBe([IPAddress.Parse("5.6.7.8")]);
    }

    [Fact]
    public void Is_no_answer_to_another_id_or_question()
    {
        DnsResponse.Read(answer, Id + 1, Question).ShouldBeNull();
        DnsResponse.Read(answer, Id, Question with { Name = "other.example.com" }).ShouldBeNull();
        DnsResponse.Read(answer, Id, Question with { Type = DnsRecordType.Address6 }).ShouldBeNull();
        DnsResponse.Read(DnsQuery.Write(Id, Question), Id, Question).ShouldBeNull();
    }

    [Fact]
    public void Compares_names_whatever_their_case()
    {
        DnsResponse.Read(answer, Id, Question with { Name = "NODE.Example.com" }).ShouldNotBeNull();
    }

    [Fact]
    public void Refuses_a_name_whose_pointer_leads_to_itself_or_forward()
    {
        var message = new byte[16];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(12), 0xC00C);
        var offset = 12;
        DnsName.TryRead(message, ref offset, out _).ShouldBeFalse();
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(12), 0xC00E);
        DnsName.TryRead(message, ref offset, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_name_that_grows_by_pointers_beyond_255_bytes()
    {
        var message = new List<byte>();
        var starts = new List<int>();
        for (var index = 0; index < 8; index++)
        {
            starts.Add(message.Count);
            message.AddRange([60, .. Enumerable.Repeat((byte)'a', 60)]);
            message.AddRange(index == 0 ? [0] : [0xC0, (byte)starts[index - 1]]);
        }

        var offset = starts[3];
        DnsName.TryRead(message.ToArray(), ref offset, out var name).ShouldBeTrue();
        name.Length.ShouldBe(243);
        offset = starts[4];
        DnsName.TryRead(message.ToArray(), ref offset, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("ä.example.com")]
    public void Asks_for_no_name_that_is_none(string name)
    {
        Should.Throw<IOException>(() => DnsQuery.Write(Id, new(name, DnsRecordType.Text)));
        Should.Throw<IOException>(() => DnsQuery.Write(Id, new(new string('a', 64), DnsRecordType.Text)));
    }

    [Fact]
    public void Never_throws_for_damaged_answers()
    {
        var text = new DnsQuestion("a.bc", DnsRecordType.Text);
        var texts = DnsServer.Answer(DnsQuery.Write(Id, text), 0, [(DnsRecordType.Alias, DnsServer.Encode("b.cd")), (DnsRecordType.Text, [3, 1, 2, 3, 1, 9])]);

        Mutations.Of(answer, bytes => DnsResponse.Read(bytes, Id, Question));
        Mutations.Of(texts, bytes => DnsResponse.Read(bytes, Id, text));
    }
}

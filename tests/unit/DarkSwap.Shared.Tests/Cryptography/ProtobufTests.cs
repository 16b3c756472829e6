using System.Buffers;
using DarkSwap.Cryptography.Protobuf;
using DarkSwap.Primitives;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class ProtobufTests
{
    [Fact]
    public void Reads_what_it_writes()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ProtobufWriter(output);
        writer.WriteVarint(1, ulong.MaxValue);
        writer.WriteString(2, "ünï");
        writer.WriteFixed64(3, 0x0102030405060708);
        writer.WriteBytes(1000, [9]);
        var reader = new ProtobufReader(output.WrittenSpan);

        reader.TryReadField().ShouldBeTrue();
        (reader.FieldNumber, reader.WireType, reader.Number).ShouldBe((1, ProtobufWireType.Varint, ulong.MaxValue));
        reader.TryReadField().ShouldBeTrue();
        reader.Bytes.ToArray().ShouldBe("ünï"u8.ToArray());
        reader.TryReadField().ShouldBeTrue();
        (reader.FieldNumber, reader.WireType, reader.Number).ShouldBe((3, ProtobufWireType.Fixed64, 0x0102030405060708ul));
        reader.TryReadField().ShouldBeTrue();
        reader.FieldNumber.ShouldBe(1000);
        reader.TryReadField().ShouldBeFalse();
        reader.IsMalformed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("08")]
    [InlineData("0880")]
    [InlineData("08ffffffffffffffffff02")]
    [InlineData("08ffffffffffffffffffff01")]
    [InlineData("0a05ffff")]
    [InlineData("0affffffffffffffffff01")]
    [InlineData("09010203")]
    [InlineData("0d010203")]
    [InlineData("0b0c")]
    [InlineData("0001")]
    [InlineData("0e")]
    public void Refuses_malformed_fields(string hexadecimal)
    {
        var reader = new ProtobufReader(Convert.FromHexString(hexadecimal));

        reader.TryReadField().ShouldBeFalse();
        reader.IsMalformed.ShouldBeTrue();
        reader.TryReadField().ShouldBeFalse();
    }

    [Fact]
    public void Never_throws_and_always_ends()
    {
        var random = new SeededRandomSource(3);
        var bytes = new byte[64];
        for (var round = 0; round < 20_000; round++)
        {
            random.Fill(bytes);
            var reader = new ProtobufReader(bytes.AsSpan(0, round % 65));
            var fields = 0;
            while (reader.TryReadField())
            {
                fields++;
            }

            fields.ShouldBeLessThanOrEqualTo(32);
        }
    }
}

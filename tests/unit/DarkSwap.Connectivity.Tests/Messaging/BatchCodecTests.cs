using System.Buffers;
using System.IO.Compression;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Tests.Messaging;

public sealed class BatchCodecTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(50, 100)]
    [InlineData(3, 200_000)]
    public void Unpacks_what_it_packed(int count, int size)
    {
        var envelopes = Enumerable.Range(0, count).Select(index => Message((byte)index, size)).ToList();

        var result = Unpack(BatchCodec.Pack(envelopes).ToByteArray());

        result.IsSuccess.ShouldBeTrue();
        result.Value!.Envelopes.ShouldBe(envelopes);
    }

    [Fact]
    public void Compresses_only_when_that_saves_a_tenth()
    {
        var random = new byte[4_000];
        new SeededRandomSource(1).Fill(random);

        BatchCodec.Pack([Message(1, 4_000)]).Compression.ShouldBe(Compression.Brotli);
        BatchCodec.Pack([new Envelope { Id = Id(1), Application = new Application { Data = ByteString.CopyFrom(random) } }]).Compression.ShouldBe(Compression.None);
        BatchCodec.Pack([Message(1, 100)]).Compression.ShouldBe(Compression.None);
    }

    [Fact]
    public void Refuses_a_batch_that_unpacks_to_more_than_its_limit()
    {
        var bomb = new byte[BatchCodec.MaximumUnpackedBytes * 8];
        var compressed = new byte[1 << 20];
        BrotliEncoder.TryCompress(bomb, compressed, out var written, 5, 22).ShouldBeTrue();
        var batch = new Batch { Version = 1, Compression = Compression.Brotli, CompressedEnvelopes = ByteString.CopyFrom(compressed, 0, written) };

        Unpack(batch.ToByteArray()).Error.ShouldBe(BatchError.TooLarge);
    }

    [Fact]
    public void Refuses_a_batch_of_very_many_empty_envelopes_before_anything_is_made_of_them()
    {
        var plain = new byte[BatchCodec.MaximumUnpackedBytes - 2];
        for (var index = 0; index < plain.Length; index += 2)
        {
            plain[index] = 0x0a;
        }

        var compressed = new byte[1 << 20];
        BrotliEncoder.TryCompress(plain, compressed, out var written, 5, 22).ShouldBeTrue();
        var bytes = new Batch { Version = 1, Compression = Compression.Brotli, CompressedEnvelopes = ByteString.CopyFrom(compressed, 0, written) }.ToByteArray();

        Unpack(bytes).Error.ShouldBe(BatchError.TooLarge);
        AllocatedBytes.Of(() => Unpack(bytes)).ShouldBeLessThan(3L * BatchCodec.MaximumUnpackedBytes);
    }

    [Fact]
    public void Refuses_unknown_versions_compressions_and_ids()
    {
        Unpack(new Batch { Version = 2 }.ToByteArray()).Error.ShouldBe(BatchError.UnknownVersion);
        Unpack(new Batch { Version = 1, Compression = (Compression)9 }.ToByteArray()).Error.ShouldBe(BatchError.UnknownCompression);
        Unpack(new Batch { Version = 1, Envelopes = { new Envelope { Id = ByteString.CopyFrom(1, 2) } } }.ToByteArray()).Error.ShouldBe(BatchError.InvalidEnvelopeId);
        Unpack([0xFF, 0xFF, 0xFF]).Error.ShouldBe(BatchError.Malformed);
        Unpack(new Batch { Version = 1, Compression = Compression.Brotli, CompressedEnvelopes = ByteString.CopyFrom(1, 2, 3) }.ToByteArray()).Error.ShouldBe(BatchError.Malformed);
    }

    [Fact]
    public void Never_throws_on_mutated_batches()
    {
        var random = new SeededRandomSource(42);
        var plain = BatchCodec.Pack([Message(1, 50), Message(2, 60)]).ToByteArray();
        var packed = BatchCodec.Pack([Message(1, 5_000), Message(2, 600)]).ToByteArray();
        Span<byte> choice = stackalloc byte[4];
        for (var round = 0; round < 20_000; round++)
        {
            random.Fill(choice);
            var mutated = ((choice[3] & 1) == 0 ? plain : packed).AsSpan().ToArray();
            mutated[((choice[0] << 8) | choice[1]) % mutated.Length] ^= (byte)(choice[2] | 1);
            var result = Unpack(mutated);
            (result.IsSuccess || Enum.IsDefined(result.Error)).ShouldBeTrue();
        }
    }

    private static Result<EnvelopeList, BatchError> Unpack(byte[] bytes) => BatchCodec.Unpack(new ReadOnlySequence<byte>(bytes));

    private static Envelope Message(byte number, int size) => new() { Id = Id(number), Application = new Application { Topic = $"topic {number}", Data = ByteString.CopyFrom(new byte[size]) } };

    private static ByteString Id(byte number) => ByteString.CopyFrom([.. Enumerable.Repeat(number, BatchCodec.EnvelopeIdLength)]);
}

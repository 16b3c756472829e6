using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Domain;

public sealed class TransactionIdentifierTests
{
    /// <summary>The signed native P2WPKH example of BIP-143.</summary>
    private const string Segwit =
        "01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f00000000494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee635711000000";

    [Fact]
    public void Leaves_the_witness_out()
    {
        TransactionIdentifier.TryCompute(Convert.FromHexString(Segwit), out var transactionId).ShouldBeTrue();
        transactionId.ShouldBe("e8151a2af31c368a35053ddd4bdb285a8595c769a3ad83e0fa02314a602d4609");
        TransactionIdentifier.TryCompute(WithoutWitness(), out var same).ShouldBeTrue();
        same.ShouldBe(transactionId);
    }

    [Fact]
    public void Refuses_every_cut_and_every_addition()
    {
        var bytes = Convert.FromHexString(Segwit);
        for (var length = 0; length < bytes.Length; length++)
        {
            TransactionIdentifier.TryCompute(bytes.AsSpan(0, length), out _).ShouldBeFalse();
        }

        TransactionIdentifier.TryCompute([.. bytes, 0], out _).ShouldBeFalse();
    }

    [Fact]
    public void Never_throws_on_damaged_bytes()
    {
        var random = new SeededRandomSource(7);
        var original = Convert.FromHexString(Segwit);
        var positions = new byte[8];
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])original.Clone();
            random.Fill(positions);
            for (var index = 0; index < positions.Length; index += 2)
            {
                bytes[positions[index] % bytes.Length] = positions[index + 1];
            }

            if (TransactionIdentifier.TryCompute(bytes, out var transactionId))
            {
                transactionId!.Length.ShouldBe(64);
            }
        }
    }

    private static byte[] WithoutWitness()
    {
        var bytes = Convert.FromHexString(Segwit);
        var witness = Convert.FromHexString("000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee6357");
        var start = bytes.AsSpan().IndexOf(witness);
        return [.. bytes.AsSpan(0, 4), .. bytes.AsSpan(6, start - 6), .. bytes.AsSpan(start + witness.Length)];
    }
}

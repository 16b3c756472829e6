using System.Collections.Immutable;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Tests.Psbts;
using DarkSwap.Bitcoin.Transactions;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Bitcoin.Tests.Robustness;

/// <summary>Read(Write(x)) is x, for generated values.</summary>
public class RoundTripTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 300).SelectMany(length => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length));

    private static readonly Gen<OutPoint> OutPoints =
        from id in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(32)
        from index in Gen.Choose(int.MinValue, int.MaxValue)
        select new OutPoint(new TransactionId(id), unchecked((uint)index));

    private static readonly Gen<Witness> Witnesses =
        from count in Gen.Choose(0, 4)
        from items in Bytes.ArrayOf(count)
        select new Witness([.. items.Select(item => (ReadOnlyMemory<byte>)item)]);

    private static readonly Gen<TransactionInput> Inputs =
        from outPoint in OutPoints
        from script in Bytes
        from sequence in Gen.Choose(int.MinValue, int.MaxValue)
        from witness in Witnesses
        select new TransactionInput(outPoint, new Script(script), unchecked((uint)sequence), witness);

    private static readonly Gen<TransactionOutput> Outputs =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from script in Bytes
        select new TransactionOutput(((long)high << 32) | (uint)low, new Script(script));

    private static readonly Gen<Transaction> Transactions =
        from version in Gen.Choose(int.MinValue, int.MaxValue)
        from inputCount in Gen.Choose(1, 5)
        from inputs in Inputs.ArrayOf(inputCount)
        from outputCount in Gen.Choose(0, 5)
        from outputs in Outputs.ArrayOf(outputCount)
        from lockTime in Gen.Choose(0, int.MaxValue)
        select new Transaction(unchecked((uint)version), [.. inputs], [.. outputs], (uint)lockTime);

    [Fact]
    public void Transactions_come_back() => Prop.ForAll(Transactions.ToArbitrary(), transaction =>
    {
        var bytes = transaction.ToArray();
        var read = Transaction.Parse(bytes);
        return bytes.Length == transaction.Size
            && read.Inputs.SequenceEqual(transaction.Inputs)
            && read.Outputs.SequenceEqual(transaction.Outputs)
            && (read.Version, read.LockTime, read.Id, read.WitnessId, read.Weight) == (transaction.Version, transaction.LockTime, transaction.Id, transaction.WitnessId, transaction.Weight)
            && read.ToArray().AsSpan().SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void OutPoints_come_back_from_text() =>
        Prop.ForAll(OutPoints.ToArbitrary(), outPoint => OutPoint.Parse(outPoint.ToString()) == outPoint).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_come_back() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), value =>
    {
        var bytes = new byte[CompactSize.MaximumLength];
        var length = CompactSize.Write(bytes, value);
        return CompactSize.TryRead(bytes.AsSpan(0, length), out var read, out var readLength) == System.Buffers.OperationStatus.Done && (read, readLength) == (value, length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Addresses_come_back()
    {
        var programs =
            from version in Gen.Choose(0, 16)
            from length in version == 0 ? Gen.Elements(20, 32) : Gen.Choose(2, 40)
            from program in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length)
            from network in Gen.Elements(Enum.GetValues<BitcoinNetwork>())
            select (ScriptTemplate.WitnessProgram(version, program), network);
        Prop.ForAll(programs.ToArbitrary(), pair =>
            BitcoinAddress.TryFromScript(pair.Item1, pair.network, out var address)
            && BitcoinAddress.TryParse(address.Text, pair.network, out var read)
            && read.Script == pair.Item1).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Base58_comes_back() => Prop.ForAll(Bytes.Where(bytes => bytes.Length < 80).ToArbitrary(), bytes =>
        Base58Check.TryDecode(Base58Check.Encode(bytes), out var read) && read.AsSpan().SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Psbts_come_back() => Prop.ForAll(Transactions.ToArbitrary(), Outputs.ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (transaction, spent, hashType) =>
    {
        ImmutableArray<TransactionInput> unsigned = [.. transaction.Inputs.Select(input => new TransactionInput(input.PreviousOutput, input.Sequence))];
        var builder = new PsbtBuilder(transaction.WithInputs(unsigned));
        builder.Inputs[0].SetSpentOutput(spent).SetSignatureHashType((uint)hashType).SetRedeemScript(spent.Script);
        builder.Inputs[^1].SetFinal(spent.Script, transaction.Inputs[0].Witness);
        var psbt = builder.Build();
        var read = Psbt.Parse(psbt.ToArray());
        read.ShouldMean(psbt);
        return read.ToArray().AsSpan().SequenceEqual(psbt.ToArray()) && psbt.Size == psbt.ToArray().Length && read.Inputs[0].SpentOutput == spent;
    }).QuickCheckThrowOnFailure();
}

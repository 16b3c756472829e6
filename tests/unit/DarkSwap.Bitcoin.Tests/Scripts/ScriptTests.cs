using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Bitcoin.Tests.Scripts;

public class ScriptTests
{
    [Theory]
    [InlineData("76a914000102030405060708090a0b0c0d0e0f1011121388ac", ScriptType.PayToPublicKeyHash)]
    [InlineData("a914000102030405060708090a0b0c0d0e0f1011121387", ScriptType.PayToScriptHash)]
    [InlineData("0014000102030405060708090a0b0c0d0e0f10111213", ScriptType.PayToWitnessPublicKeyHash)]
    [InlineData("0020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", ScriptType.PayToWitnessScriptHash)]
    [InlineData("5120000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", ScriptType.PayToTaproot)]
    [InlineData("51024e73", ScriptType.FutureWitnessProgram)]
    [InlineData("5220000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", ScriptType.FutureWitnessProgram)]
    [InlineData("6a5d0101", ScriptType.NullData)]
    [InlineData("0015000102030405060708090a0b0c0d0e0f1011121314", ScriptType.NonStandard)]
    [InlineData("", ScriptType.NonStandard)]
    [InlineData("51", ScriptType.NonStandard)]
    public void Recognises_templates(string hexadecimal, ScriptType type) => Script.Parse(hexadecimal).Type.ShouldBe(type);

    [Fact]
    public void Builds_what_it_recognises()
    {
        byte[] hash20 = [.. Enumerable.Range(0, 20).Select(value => (byte)value)];
        byte[] hash32 = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
        ScriptTemplate.PayToPublicKeyHash(hash20).Type.ShouldBe(ScriptType.PayToPublicKeyHash);
        ScriptTemplate.PayToScriptHash(hash20).Type.ShouldBe(ScriptType.PayToScriptHash);
        ScriptTemplate.PayToWitnessPublicKeyHash(hash20).Type.ShouldBe(ScriptType.PayToWitnessPublicKeyHash);
        ScriptTemplate.PayToWitnessScriptHash(hash32).Type.ShouldBe(ScriptType.PayToWitnessScriptHash);
        ScriptTemplate.PayToTaproot(hash32).Type.ShouldBe(ScriptType.PayToTaproot);
        ScriptTemplate.OpReturn(hash20).IsUnspendable.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => ScriptTemplate.PayToTaproot(hash20));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(75, 1)]
    [InlineData(76, 2)]
    [InlineData(255, 2)]
    [InlineData(256, 3)]
    [InlineData(65535, 3)]
    [InlineData(65536, 5)]
    public void Pushes_with_the_shortest_prefix_and_reads_it_back(int length, int prefix)
    {
        var data = new byte[length];
        var script = new ScriptBuilder().Push(data).Add(Opcode.Push13).Build();
        script.Length.ShouldBe(prefix + length + 1);
        var reader = script.GetReader();
        reader.TryRead(out var push).ShouldBeTrue();
        push.IsDataPush.ShouldBeTrue();
        push.Data.Length.ShouldBe(length);
        reader.TryRead(out var number).ShouldBeTrue();
        number.Opcode.ShouldBe(Opcode.Push13);
        number.IsDataPush.ShouldBeFalse();
        number.Offset.ShouldBe(prefix + length);
        reader.TryRead(out _).ShouldBeFalse();
        reader.IsAtEnd.ShouldBeTrue();
        reader.IsMalformed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("4b00")]
    [InlineData("4c")]
    [InlineData("4c02ff")]
    [InlineData("4dff")]
    [InlineData("4dffff00")]
    [InlineData("4effffffff00")]
    public void Stops_at_a_push_that_runs_over_the_end(string hexadecimal)
    {
        var reader = Script.Parse("51" + hexadecimal).GetReader();
        reader.TryRead(out _).ShouldBeTrue();
        reader.TryRead(out _).ShouldBeFalse();
        reader.IsMalformed.ShouldBeTrue();
        reader.Position.ShouldBe(1);
    }
}

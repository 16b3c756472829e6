using System.Globalization;
using System.Text.Json;
using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class RunestoneVectorTests
{
    public static TheoryData<string, int> Decipher => RunestoneFacts.Names("decipher");

    public static TheoryData<string, int> Encipher => RunestoneFacts.Names("encipher");

    public static TheoryData<string, int> Scripts => RunestoneFacts.Names("scripts");

    [Fact]
    public void The_published_facts_are_all_there()
    {
        Decipher.Count.ShouldBe(61);
        Encipher.Count.ShouldBe(4);
        Scripts.Count.ShouldBe(15);
    }

    [Theory]
    [MemberData(nameof(Decipher))]
    public void Decodes_as_the_reference_does(string name, int index)
    {
        var fact = RunestoneFacts.Get("decipher", index);

        var artifact = RunestoneDecoder.Decode(RunestoneFacts.ScriptOf(fact), fact.GetProperty("txOutputs").GetInt32());

        ShouldBe(artifact, fact.GetProperty("expect"), name);
        if (fact.GetProperty("expect").TryGetProperty("expectedRust", out var literal))
        {
            ShouldBe(artifact, RunestoneFacts.ParseRunestone(literal.GetString()!), name);
        }
    }

    [Theory]
    [MemberData(nameof(Encipher))]
    public void Encodes_the_same_bytes_as_the_reference(string name, int index)
    {
        var fact = RunestoneFacts.Get("encipher", index);
        var runestone = RunestoneFacts.ParseRunestone(fact.GetProperty("runestoneRust").GetString()!);

        RunestoneEncoder.ToScript(runestone).ShouldBe(RunestoneFacts.ScriptOf(fact), name);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Finds_the_runestone_among_outputs_as_the_reference_does(string name, int index)
    {
        var fact = RunestoneFacts.Get("scripts", index);
        var scripts = fact.GetProperty("outputs").EnumerateArray().Select(output => Convert.FromHexString(output.GetString()!)).ToList();

        var artifact = scripts.Select(script => RunestoneDecoder.Decode(script, scripts.Count)).FirstOrDefault(found => found is not null);

        ShouldBe(artifact, fact.GetProperty("expect"), name);
    }

    private static void ShouldBe(RuneArtifact? artifact, JsonElement expected, string name)
    {
        switch (expected.GetProperty("kind").GetString())
        {
            case "none":
                artifact.ShouldBeNull(name);
                break;
            case "cenotaph":
                var cenotaph = artifact.ShouldBeOfType<Cenotaph>(name);
                cenotaph.Flaw.ToString().ShouldBe(expected.GetProperty("flaw").GetString(), name);
                cenotaph.EtchedName.ShouldBe(expected.TryGetProperty("etchedRune", out var etched) ? new RuneName(etched.GetUInt64()) : null, name);
                break;
            case "runestone":
                var runestone = artifact.ShouldBeOfType<Runestone>(name);
                runestone.Edicts.ShouldBe(expected.GetProperty("edicts").EnumerateArray().Select(ReadEdict), name);
                (runestone.Mint?.ToString()).ShouldBe(expected.TryGetProperty("mint", out var mint) ? mint.GetString() : runestone.Mint?.ToString(), name);
                (runestone.Etching is not null).ShouldBe(expected.TryGetProperty("hasEtching", out var etching) && etching.GetBoolean(), name);
                break;
            default:
                throw new InvalidDataException(name);
        }
    }

    private static void ShouldBe(RuneArtifact? artifact, Runestone expected, string name)
    {
        var runestone = artifact.ShouldBeOfType<Runestone>(name);
        runestone.Edicts.ShouldBe(expected.Edicts, name);
        runestone.Etching.ShouldBe(expected.Etching, name);
        runestone.Mint.ShouldBe(expected.Mint, name);
        runestone.Pointer.ShouldBe(expected.Pointer, name);
    }

    private static Edict ReadEdict(JsonElement edict) => new(
        new RuneId(edict.GetProperty("block").GetUInt64(), edict.GetProperty("tx").GetUInt32()),
        UInt128.Parse(edict.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture),
        edict.GetProperty("output").GetUInt32());
}

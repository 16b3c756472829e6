using System.Text.Json;
using DarkSwap.Bitcoin.Psbts;

namespace DarkSwap.Bitcoin.Tests.Psbts;

/// <summary>libwally's vectors. Those of version 2 and of Elements ("PSET") must be refused by name.</summary>
public class PsbtLibwallyTests
{
    private static readonly JsonElement Vectors = VectorFile.ReadJson("libwally/psbt.json");
    private static readonly PsbtCheckOptions Lenient = new() { RequiresPreviousTransactions = false, AllowsOtherSignatureHashTypes = true };

    [Fact]
    public void Reads_the_valid_ones_of_version_0()
    {
        var counts = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        foreach (var entry in Vectors.GetProperty("valid").EnumerateArray())
        {
            var isRead = Psbt.TryParseBase64(entry.Text("psbt"), out var psbt, out var error);
            if (!isRead)
            {
                error!.Reason.ShouldBeOneOf([PsbtErrorReason.UnsupportedVersion, PsbtErrorReason.WrongMagic], entry.ToString());
            }

            psbt?.ToBase64().ShouldBe(entry.Text("psbt"));
            counts[isRead]++;
        }

        counts[true].ShouldBeGreaterThan(10);
        counts[false].ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Refuses_the_invalid_ones()
    {
        foreach (var entry in Vectors.GetProperty("invalid").EnumerateArray())
        {
            // Reading judges shape; contradictions between well-formed fields are found by the checks.
            var isRefused = !Psbt.TryParseBase64(entry.Text("psbt"), out var psbt, out _) || PsbtChecks.CheckSignatures(psbt, Lenient) is not null;
            isRefused.ShouldBeTrue(entry.ToString());
        }
    }

    [Fact]
    public void Finalizes_the_scripts_that_it_knows()
    {
        var count = 0;
        foreach (var entry in Vectors.GetProperty("finalizer").EnumerateArray())
        {
            if (!Psbt.TryParseBase64(entry.Text("psbt"), out var psbt, out _))
            {
                continue;
            }

            var result = PsbtFinalizer.Complete(psbt, Lenient);
            var name = entry.Text("comment");
            if (result.IsSuccess)
            {
                var expected = Psbt.ParseBase64(entry.Text("result"));
                result.Value.Inputs.Select(input => (input.FinalScriptSignature, input.FinalWitness))
                    .ShouldBe(expected.Inputs.Select(input => (input.FinalScriptSignature, input.FinalWitness)), name);
                count++;
            }
            else
            {
                name.ShouldContain("optimized csv");
                result.Error.ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.UnsupportedScript));
            }
        }

        count.ShouldBeGreaterThan(5);
    }
}

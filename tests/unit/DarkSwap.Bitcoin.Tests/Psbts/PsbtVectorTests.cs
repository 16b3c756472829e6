using System.Text.Json;
using DarkSwap.Bitcoin.Psbts;

namespace DarkSwap.Bitcoin.Tests.Psbts;

public class PsbtVectorTests
{
    private static readonly JsonElement Core = VectorFile.ReadJson("core/rpc_psbt.json");

    public static TheoryData<string, string> Valid => Rows(
    [
        .. BipCases("0174", "valid"), .. BipCases("0371", "valid"),
        .. Core.GetProperty("valid").EnumerateArray().Select((text, index) => ($"Core {index}", text.GetString()!)),
    ]);

    public static TheoryData<string, string> Invalid => Rows(
    [
        .. BipCases("0174", "invalid"), .. BipCases("0371", "invalid"), .. BipCases("0370", "invalid"),
        .. Core.GetProperty("invalid").EnumerateArray().Select((text, index) => ($"Core {index}", text.GetString()!)),
        .. Core.GetProperty("invalid_with_msg").EnumerateArray().Select(pair => (pair[1].GetString()!, pair[0].GetString()!)),
    ]);

    [Theory]
    [MemberData(nameof(Valid))]
    public void Writes_back_every_valid_one_byte_for_byte(string name, string base64)
    {
        Psbt.TryParseBase64(base64, out var psbt, out var error).ShouldBeTrue($"{name}: {error}");
        psbt!.ToBase64().ShouldBe(base64);
        Psbt.Parse(new PsbtBuilder(psbt).Build().ToArray()).Size.ShouldBe(psbt.Size);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_every_invalid_one(string name, string base64)
    {
        Psbt.TryParseBase64(base64, out var psbt, out var error).ShouldBeFalse(name);
        psbt.ShouldBeNull();
        error.ShouldNotBeNull();
    }

    [Fact]
    public void Refuses_version_2_by_name()
    {
        foreach (var (name, base64) in BipCases("0370", "valid"))
        {
            Psbt.TryParseBase64(base64, out _, out var error).ShouldBeFalse(name);
            error!.Reason.ShouldBe(PsbtErrorReason.UnsupportedVersion);
        }
    }

    private static TheoryData<string, string> Rows((string Name, string Base64)[] cases)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (name, base64) in cases)
        {
            rows.Add(name, base64);
        }

        return rows;
    }

    private static IEnumerable<(string Name, string Base64)> BipCases(string number, string kind) =>
        from entry in VectorFile.ReadJson($"bips/bip{number}-psbt.json").EnumerateArray()
        where entry.Text("section").Contains($" are {kind}", StringComparison.Ordinal)
        select (entry.Text("case"), entry.Text("base64"));
}

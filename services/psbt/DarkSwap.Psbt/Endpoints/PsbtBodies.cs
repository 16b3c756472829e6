using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>Reads PSBTs from requests.</summary>
internal static class PsbtBodies
{
    /// <returns>Null if it could be read.</returns>
    public static ProblemHttpResult? TryRead(byte[] bytes, out Bitcoin.Psbts.Psbt? psbt, string field = "psbt") =>
        Bitcoin.Psbts.Psbt.TryParse(bytes, out psbt, out var error) ? null : ProblemResults.Invalid(field, $"is no PSBT that can be read: {error}");
}

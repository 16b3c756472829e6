using DarkSwap.Hosting.Problems;
using DarkSwap.Psbt.Chain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Psbt.Endpoints;

internal static class ChainProblems
{
    public static ProblemHttpResult Of(ChainSourceException fault) =>
        ProblemResults.Unavailable("chain-unavailable", "The Bitcoin node cannot be asked", fault.Message);
}

using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Psbt.Endpoints;

/// <summary><c>/psbts</c>: the roles of BIP-174 and questions about PSBTs. Nothing is stored.</summary>
internal static class PsbtEndpoints
{
    /// <summary>Base64 of the largest PSBT, sixteen of which are combined at most, and room for the JSON around it.</summary>
    private const long MaximumBodyBytes = 9 * 1024 * 1024;

    public static void MapPsbts(this IEndpointRouteBuilder endpoints)
    {
        var psbts = endpoints.MapGroup("/psbts").WithTags("psbts").RequireAuthorization(AccessPolicies.PsbtsWrite)
            .WithMetadata(new RequestSizeLimitAttribute(MaximumBodyBytes))
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized);
        psbts.MapPost("/", PsbtBuilding.Create).WithName("CreatePsbt").WithSummary("Makes an unsigned PSBT of inputs and outputs");
        psbts.MapPost("/updates", PsbtBuilding.UpdateAsync).WithName("UpdatePsbt").WithSummary("Adds what the chain knows of the inputs")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        psbts.MapPost("/combinations", PsbtBuilding.Combine).WithName("CombinePsbts").WithSummary("Merges what several PSBTs know of the same transaction")
            .ProducesProblem(StatusCodes.Status409Conflict);
        psbts.MapPost("/finalizations", PsbtBuilding.Complete).WithName("FinalizePsbt").WithSummary("Verifies every signature and extracts the signed transaction")
            .ProducesProblem(StatusCodes.Status409Conflict);
        psbts.MapPost("/broadcasts", PsbtBuilding.BroadcastAsync).WithName("BroadcastTransaction").WithSummary("Hands a signed transaction to the Bitcoin node; the same one again is a success")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        psbts.MapPost("/decodings", PsbtReading.Decode).WithName("DecodePsbt").WithSummary("What a PSBT claims, unverified");
        psbts.MapPost("/analyses", PsbtReading.Analyse).WithName("AnalysePsbt").WithSummary("Who has to act next, and what it will cost");
        psbts.MapPost("/verifications", PsbtReading.VerifyAsync).WithName("VerifyPsbt").WithSummary("Whether every claim and signature holds against the chain")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        psbts.MapPost("/simulations", PsbtReading.SimulateAsync).WithName("SimulatePsbt").WithSummary("Who would end up with which satoshis and runes")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}

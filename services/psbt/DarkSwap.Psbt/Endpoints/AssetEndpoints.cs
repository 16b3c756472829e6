using System.Globalization;
using DarkSwap.Hosting.Problems;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.RuneIndex;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Psbt.Endpoints;

/// <summary><c>/assets</c> and <c>/fees</c>: open to all, nothing is changed.</summary>
internal static class AssetEndpoints
{
    private static readonly int[] FeeTargets = [1, 3, 6, 24, 144];

    public static void MapAssets(this IEndpointRouteBuilder endpoints)
    {
        var assets = endpoints.MapGroup("/assets").WithTags("assets").AllowAnonymous();
        assets.MapGet("/", ListAssetsAsync).WithName("ListAssets").WithSummary("Runes in the order of their etching")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        assets.MapGet("/{asset}", GetAssetAsync).WithName("GetAsset").WithSummary("A rune, by its id")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        assets.MapGet("/{asset}/holders/{address}", GetHolderAsync).WithName("GetAssetHolder").WithSummary("How much of a rune an address holds")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        endpoints.MapGet("/fees", GetFeesAsync).WithTags("psbts").AllowAnonymous().WithName("GetFees").WithSummary("Fee rates, in satoshis per 1,000 virtual bytes")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<PageResponse<AssetResponse>>, ProblemHttpResult>> ListAssetsAsync(
        int? limit, string? cursor, IRuneIndex runes, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > PageLimits.Maximum)
        {
            return ProblemResults.Invalid("limit", $"is from 1 to {PageLimits.Maximum}");
        }

        var first = 0L;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out first))
        {
            return ProblemResults.Invalid("cursor", "is none that a page has given");
        }

        var count = limit ?? PageLimits.Default;
        var answer = await runes.ListAsync(first, count, cancellationToken);
        if (!answer.IsKnown)
        {
            return Behind(answer.Reason);
        }

        var next = answer.Value.Count == count ? (answer.Value[^1].Number + 1).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new PageResponse<AssetResponse> { Items = [.. answer.Value.Select(AssetResponse.Of)], Cursor = next });
    }

    private static async Task<Results<Ok<AssetResponse>, ProblemHttpResult>> GetAssetAsync(string asset, IRuneIndex runes, CancellationToken cancellationToken)
    {
        if (!RuneAsset.TryParse(asset, out var id))
        {
            return ProblemResults.Invalid("asset", "is a rune such as RUNE:840000:3");
        }

        var answer = await runes.FindAsync(id, cancellationToken);
        return !answer.IsKnown ? Behind(answer.Reason) : answer.Value is { } rune ? TypedResults.Ok(AssetResponse.Of(rune)) : Unknown();
    }

    private static async Task<Results<Ok<HolderResponse>, ProblemHttpResult>> GetHolderAsync(
        string asset, string address, IRuneIndex runes, NodeAddresses addresses, CancellationToken cancellationToken)
    {
        if (!RuneAsset.TryParse(asset, out var id))
        {
            return ProblemResults.Invalid("asset", "is a rune such as RUNE:840000:3");
        }

        if (!addresses.TryRead(address, out var script))
        {
            return ProblemResults.Invalid("address", "is no address of this node's network");
        }

        var rune = await runes.FindAsync(id, cancellationToken);
        if (rune is { IsKnown: true, Value: null })
        {
            return Unknown();
        }

        var total = await runes.GetTotalAsync(script, id, cancellationToken);
        return total.IsKnown ? TypedResults.Ok(new HolderResponse(asset, address, total.Value)) : Behind(total.Reason);
    }

    private static async Task<Results<Ok<FeesResponse>, ProblemHttpResult>> GetFeesAsync(IChainSource chain, CancellationToken cancellationToken)
    {
        try
        {
            var minimum = await chain.GetMinimumFeeRateAsync(cancellationToken);
            var targets = new List<FeeRateResponse>(FeeTargets.Length);
            foreach (var blocks in FeeTargets)
            {
                var estimate = await chain.EstimateFeeRateAsync(blocks, cancellationToken);
                targets.Add(new(blocks, Math.Max(estimate ?? minimum, minimum), estimate is not null));
            }

            return TypedResults.Ok(new FeesResponse(minimum, targets));
        }
        catch (ChainSourceException fault)
        {
            return ChainProblems.Of(fault);
        }
    }

    private static ProblemHttpResult Behind(string? reason) =>
        ProblemResults.Unavailable("rune-index-behind", "The rune index is not level with the Bitcoin node", reason);

    private static ProblemHttpResult Unknown() => ProblemResults.NotFound("There is no such rune");
}

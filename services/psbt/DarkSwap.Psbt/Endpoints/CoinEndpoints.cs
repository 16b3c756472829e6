using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Psbt.Coins;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Psbt.Endpoints;

/// <summary><c>/coins</c>: addresses that the node follows, and their coins.</summary>
internal static class CoinEndpoints
{
    public static void MapCoins(this IEndpointRouteBuilder endpoints)
    {
        var coins = endpoints.MapGroup("/coins").WithTags("coins");
        coins.MapPost("/addresses", FollowAddressAsync).RequireAuthorization(AccessPolicies.CoinsWrite).WithName("FollowAddress").WithSummary("Follows an address: its coins are looked up once, then followed by block and mempool")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized);
        coins.MapGet("/addresses/{address}", GetAddressAsync).RequireAuthorization(AccessPolicies.CoinsRead).WithName("GetFollowedAddress").WithSummary("Whether an address is followed, and how far the look-up has come")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
        coins.MapGet("/", ListCoinsAsync).RequireAuthorization(AccessPolicies.CoinsRead).WithName("ListCoins").WithSummary("Unspent coins of followed addresses, with the runes on them")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Accepted<AddressResponse>, Ok<AddressResponse>, ProblemHttpResult>> FollowAddressAsync(
        AddressRequest request, NodeAddresses addresses, AddressBook book, CancellationToken cancellationToken)
    {
        if (!addresses.TryRead(request.Address, out var script))
        {
            return ProblemResults.Invalid("address", "is no address of this node's network");
        }

        var (address, isNew) = await book.FollowAsync(script, request.Address, cancellationToken);
        var response = Describe(address, book);
        return isNew ? TypedResults.Accepted($"/api/v1/coins/addresses/{address.Address}", response) : TypedResults.Ok(response);
    }

    private static async Task<Results<Ok<AddressResponse>, ProblemHttpResult>> GetAddressAsync(
        string address, NodeAddresses addresses, AddressBook book, CancellationToken cancellationToken)
    {
        if (!addresses.TryRead(address, out var script))
        {
            return ProblemResults.Invalid("address", "is no address of this node's network");
        }

        return await book.FindAsync(script, cancellationToken) is { } found ? TypedResults.Ok(Describe(found, book)) : NotFollowed();
    }

    private static async Task<Results<Ok<PageResponse<CoinResponse>>, ProblemHttpResult>> ListCoinsAsync(
        string? address, int? limit, string? cursor, NodeAddresses addresses, AddressBook book, CoinList coins, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > PageLimits.Maximum)
        {
            return ProblemResults.Invalid("limit", $"is from 1 to {PageLimits.Maximum}");
        }

        if (cursor is not null && !OutPoint.TryParse(cursor, out _))
        {
            return ProblemResults.Invalid("cursor", "is none that a page has given");
        }

        Bitcoin.Scripts.Script? only = null;
        if (address is not null)
        {
            if (!addresses.TryRead(address, out var script))
            {
                return ProblemResults.Invalid("address", "is no address of this node's network");
            }

            if (await book.FindAsync(script, cancellationToken) is null)
            {
                return NotFollowed();
            }

            only = script;
        }

        var page = await coins.ReadAsync(only, limit ?? PageLimits.Default, cursor, cancellationToken);
        return page is { UnknownReason: { } reason }
            ? ProblemResults.Unavailable("rune-index-behind", "The rune index is not level with the Bitcoin node", reason)
            : TypedResults.Ok(new PageResponse<CoinResponse> { Items = [.. page.Coins.Select(coin => CoinResponses.Of(coin, addresses))], Cursor = page.Next });
    }

    private static AddressResponse Describe(FollowedAddress address, AddressBook book) =>
        address.IsBackfilled ? new(address.Address, AddressState.Followed, 1) : new(address.Address, AddressState.Backfilling, book.BackfillProgress);

    private static ProblemHttpResult NotFollowed() => ProblemResults.Problem(
        StatusCodes.Status404NotFound, "address-not-followed", "The address is not followed", "Only coins of addresses that were registered by POST /coins/addresses are known.");
}

using DarkSwap.Trade.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Trade.Driving;

/// <summary>The network whose signed messages this node reads.</summary>
public sealed class NodeNetwork(IServiceScopeFactory scopes, ServiceQuestions questions)
{
    private volatile string? network;

    /// <summary>As the Bitcoin node says; before it was reached, as the newest trade says. Null when neither is there.</summary>
    public async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (network is { } known)
        {
            return known;
        }

        try
        {
            if ((await questions.GetChainStatusAsync(cancellationToken)).Network is { } asked)
            {
                return network = asked;
            }
        }
        catch (RequestException)
        {
            // No answer is no network yet: a trade may name it.
        }

        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TradeDbContext>();
        return await context.Trades.OrderByDescending(row => row.CreatedAt).Select(row => row.Network).FirstOrDefaultAsync(cancellationToken);
    }
}

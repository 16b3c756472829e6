using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Which scripts are known to belong to subjects of this node.</summary>
public sealed class OwnedScripts(IDbContextFactory<PsbtDbContext> contexts, IChainSource chain, NodeAddresses addresses)
{
    /// <summary>Scripts of addresses and of coins that are still unspent. Addresses of other networks and unknown coins are left out: they cannot be mistaken for coins of this chain.</summary>
    public async Task<ImmutableHashSet<(string Subject, Script Script)>> ResolveAsync(IReadOnlyList<ScriptsOfSubject> registrations, CancellationToken cancellationToken)
    {
        var coins = await FindCoinsAsync(registrations.SelectMany(registration => registration.OutPoints), cancellationToken);
        var scripts = ImmutableHashSet.CreateBuilder<(string Subject, Script Script)>();
        foreach (var registration in registrations)
        {
            foreach (var text in registration.Addresses)
            {
                if (addresses.TryRead(text, out var script))
                {
                    scripts.Add((registration.Subject, script));
                }
            }

            scripts.UnionWith(registration.OutPoints.Where(coins.ContainsKey).Select(outPoint => (registration.Subject, coins[outPoint])));
        }

        return scripts.ToImmutable();
    }

    public static async Task AddAsync(PsbtDbContext context, IReadOnlyCollection<(string Subject, Script Script)> scripts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = scripts.Select(entry => (entry.Subject, Script: entry.Script.ToString())).ToList();
        var texts = wanted.Select(entry => entry.Script).Distinct().ToList();
        var subjects = wanted.Select(entry => entry.Subject).Distinct().ToList();
        var known = await context.Set<OwnedScript>()
            .Where(entity => subjects.Contains(entity.Subject) && texts.Contains(entity.Script)).Select(entity => new { entity.Subject, entity.Script }).ToListAsync(cancellationToken);
        foreach (var (subject, text) in wanted.Except(known.Select(entity => (entity.Subject, entity.Script))))
        {
            context.Add(new OwnedScript { Script = text, Subject = subject, RegisteredAt = now });
        }
    }

    /// <summary>Those of the given scripts that belong to a subject of this node, or whose address it follows.</summary>
    public async Task<ImmutableHashSet<Script>> FindAsync(IEnumerable<Script> candidates, CancellationToken cancellationToken)
    {
        var texts = candidates.Select(script => script.ToString()).Distinct().ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var owned = await context.Set<OwnedScript>().Where(entity => texts.Contains(entity.Script)).Select(entity => entity.Script).ToListAsync(cancellationToken);
        var followed = await context.Set<FollowedAddress>().Where(entity => texts.Contains(entity.Script)).Select(entity => entity.Script).ToListAsync(cancellationToken);
        return [.. owned.Concat(followed).Select(Script.Parse)];
    }

    /// <summary>Scripts of the coins that are unspent, each asked for once.</summary>
    private async Task<Dictionary<string, Script>> FindCoinsAsync(IEnumerable<string> outPoints, CancellationToken cancellationToken)
    {
        var coins = new Dictionary<string, Script>(StringComparer.Ordinal);
        foreach (var text in outPoints.Distinct(StringComparer.Ordinal))
        {
            if (OutPoint.TryParse(text, out var outPoint) && await chain.GetUnspentOutputAsync(outPoint, includeMempool: false, cancellationToken) is { } coin)
            {
                coins.Add(text, coin.Script);
            }
        }

        return coins;
    }
}

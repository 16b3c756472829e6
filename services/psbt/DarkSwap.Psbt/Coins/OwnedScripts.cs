using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Which scripts are known to belong to subjects of this node.</summary>
public sealed class OwnedScripts(IDbContextFactory<PsbtDbContext> contexts, IChainSource chain, NodeAddresses addresses)
{
    /// <summary>Scripts of addresses and of coins that are still unspent. Addresses of other networks and unknown coins are left out: they cannot be mistaken for coins of this chain.</summary>
    public async Task<ImmutableHashSet<Script>> ResolveAsync(IEnumerable<string> texts, IEnumerable<string> outPoints, CancellationToken cancellationToken)
    {
        var scripts = ImmutableHashSet.CreateBuilder<Script>();
        foreach (var text in texts)
        {
            if (addresses.TryRead(text, out var script))
            {
                scripts.Add(script);
            }
        }

        foreach (var text in outPoints)
        {
            if (OutPoint.TryParse(text, out var outPoint) && await chain.GetUnspentOutputAsync(outPoint, includeMempool: false, cancellationToken) is { } coin)
            {
                scripts.Add(coin.Script);
            }
        }

        return scripts.ToImmutable();
    }

    public static async Task AddAsync(PsbtDbContext context, string subject, IReadOnlyCollection<Script> scripts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var texts = scripts.Select(script => script.ToString()).ToList();
        var known = await context.Set<OwnedScript>().Where(entity => entity.Subject == subject && texts.Contains(entity.Script)).Select(entity => entity.Script).ToListAsync(cancellationToken);
        foreach (var text in texts.Except(known))
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
}

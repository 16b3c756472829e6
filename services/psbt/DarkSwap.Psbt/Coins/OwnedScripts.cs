using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Which scripts subjects of this node have said to be theirs. Nobody has to prove it, since it concerns nobody's trades but their own.</summary>
public sealed class OwnedScripts(IDbContextFactory<PsbtDbContext> contexts, IChainSource chain, NodeAddresses addresses)
{
    /// <summary>Scripts that are kept of one subject; beyond that those go that were registered longest ago.</summary>
    public const int MaximumPerSubject = 4_096;

    /// <summary>A script that is registered again counts as registered anew, once a day.</summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromDays(1);

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
        var known = await context.Set<OwnedScript>().Where(entity => subjects.Contains(entity.Subject) && texts.Contains(entity.Script)).ToListAsync(cancellationToken);
        foreach (var used in known.Where(entity => entity.RegisteredAt < now - RefreshInterval && wanted.Contains((entity.Subject, entity.Script))))
        {
            used.RegisteredAt = now;
        }

        var added = wanted.Except(known.Select(entity => (entity.Subject, entity.Script))).ToList();
        context.AddRange(added.Select(entry => new OwnedScript { Script = entry.Script, Subject = entry.Subject, RegisteredAt = now }));
        await ForgetExcessAsync(context, added.CountBy(entry => entry.Subject).ToDictionary(), cancellationToken);
    }

    /// <summary>Those of the given scripts that a subject of this node has registered, or whose address the node follows.</summary>
    /// <param name="subject">Null: anybody.</param>
    public async Task<ImmutableHashSet<Script>> FindAsync(IEnumerable<Script> candidates, string? subject, bool areFollowedIncluded, CancellationToken cancellationToken)
    {
        var texts = candidates.Select(script => script.ToString()).Distinct().ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var owned = await context.Set<OwnedScript>().Where(entity => (subject == null || entity.Subject == subject) && texts.Contains(entity.Script)).Select(entity => entity.Script).ToListAsync(cancellationToken);
        var followed = areFollowedIncluded
            ? await context.Set<FollowedAddress>().Where(entity => texts.Contains(entity.Script)).Select(entity => entity.Script).ToListAsync(cancellationToken)
            : [];
        return [.. owned.Concat(followed).Select(Script.Parse)];
    }

    /// <param name="added">Scripts that each subject has more now.</param>
    private static async Task ForgetExcessAsync(PsbtDbContext context, Dictionary<string, int> added, CancellationToken cancellationToken)
    {
        var counts = await context.Set<OwnedScript>().Where(entity => added.Keys.Contains(entity.Subject))
            .GroupBy(entity => entity.Subject).Select(group => new { Subject = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        foreach (var subject in counts)
        {
            var excess = subject.Count + added[subject.Subject] - MaximumPerSubject;
            if (excess > 0)
            {
                context.RemoveRange(await context.Set<OwnedScript>().Where(entity => entity.Subject == subject.Subject)
                    .OrderBy(entity => entity.RegisteredAt).ThenBy(entity => entity.Script).Take(excess).ToListAsync(cancellationToken));
            }
        }
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

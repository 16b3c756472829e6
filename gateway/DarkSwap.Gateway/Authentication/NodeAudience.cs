using DarkSwap.Contracts.Connectivity;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Hosting.Security;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using HostAuthenticationOptions = DarkSwap.Hosting.Security.AuthenticationOptions;

namespace DarkSwap.Gateway.Authentication;

/// <summary>
/// Whom tokens of this gateway are for: what is configured, or the node, whose peer id connectivity tells. What it told once serves a later start while connectivity or the broker is away.
/// </summary>
internal sealed class NodeAudience(IServiceScopeFactory scopes, IDbContextFactory<GatewayDbContext> contexts, IOptions<HostAuthenticationOptions> options)
{
    private static readonly RequestTimeout Patience = RequestTimeout.After(s: 5);

    private readonly string? configured = options.Value.Audience is { Length: > 0 } audience ? audience : null;
    private volatile string? toldPeerId;
    private volatile string? recalledPeerId;

    /// <exception cref="KeysUnavailableException">Connectivity did not answer, now or ever before.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        configured ?? AccessTokens.AudienceOf(toldPeerId ?? recalledPeerId ?? await AskOrRecallAsync(cancellationToken));

    /// <summary>Asks connectivity, unless it has told, and remembers the answer in place of what was remembered.</summary>
    /// <exception cref="RequestException">Connectivity did not answer.</exception>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        if (configured is not null)
        {
            return;
        }

        var peerId = toldPeerId ?? await AskAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.KnownNodes.SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            known.PeerId = peerId;
        }
        else
        {
            context.KnownNodes.Add(new KnownNode { Id = KnownNode.OnlyId, PeerId = peerId });
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<string> AskOrRecallAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(cancellationToken);
        }
        catch (RequestException exception)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var known = await context.KnownNodes.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            return recalledPeerId = known?.PeerId ?? throw new KeysUnavailableException("The node's peer id is not known yet", exception);
        }
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<GetNodeIdentity>>();
        var answer = await client.GetResponse<NodeIdentityDescribed>(new GetNodeIdentity(), cancellationToken, Patience);
        return toldPeerId = answer.Message.PeerId;
    }
}

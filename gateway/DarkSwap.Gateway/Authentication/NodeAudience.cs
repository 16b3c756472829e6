using DarkSwap.Contracts.Connectivity;
using DarkSwap.Hosting.Security;
using MassTransit;
using Microsoft.Extensions.Options;
using HostAuthenticationOptions = DarkSwap.Hosting.Security.AuthenticationOptions;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Whom tokens of this gateway are for: what is configured, or the node, whose peer id connectivity tells.</summary>
internal sealed class NodeAudience(IServiceScopeFactory scopes, IOptions<HostAuthenticationOptions> options)
{
    private static readonly RequestTimeout Patience = RequestTimeout.After(s: 5);

    private volatile string? audience = options.Value.Audience is { Length: > 0 } configured ? configured : null;

    /// <exception cref="KeysUnavailableException">Connectivity did not answer yet.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (audience is { } known)
        {
            return known;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var client = scope.ServiceProvider.GetRequiredService<IRequestClient<GetNodeIdentity>>();
            var answer = await client.GetResponse<NodeIdentityDescribed>(new GetNodeIdentity(), cancellationToken, Patience);
            return audience = AccessTokens.AudienceOf(answer.Message.PeerId);
        }
        catch (RequestException exception)
        {
            throw new KeysUnavailableException("The node's peer id is not known yet", exception);
        }
    }
}

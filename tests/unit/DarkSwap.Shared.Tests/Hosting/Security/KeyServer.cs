using System.Security.Cryptography;
using System.Text.Json;
using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Shared.Tests.Hosting.Security;

/// <summary>A gateway as far as a service sees it: the place where it publishes keys, which may be away, and tokens by them.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    public const string Audience = "darkswap:test";

    private readonly WebApplication application;
    private int requests;

    private KeyServer(WebApplication application) => this.application = application;

    public string Url => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/keys";

    public bool IsAway { get; set; }

    /// <summary>What is served instead of the keys.</summary>
    public string? Nonsense { get; set; }

    public int Requests => Volatile.Read(ref requests);

    public List<ECDsaSecurityKey> Keys { get; } = [NewKey("first")];

    public static async Task<KeyServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new KeyServer(builder.Build());
        server.application.MapGet("/keys", server.Answer);
        await server.application.StartAsync();
        return server;
    }

    public static ECDsaSecurityKey NewKey(string keyId) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = keyId };

    public static string Issue(ECDsaSecurityKey key, DateTimeOffset now) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = AccessTokens.Issuer,
        Audience = Audience,
        TokenType = AccessTokens.Type,
        NotBefore = now.UtcDateTime,
        Expires = now.UtcDateTime + TimeSpan.FromDays(1),
        SigningCredentials = new SigningCredentials(key, AccessTokens.Algorithm),
        Claims = new Dictionary<string, object> { [AccessTokens.SubjectClaim] = AccessTokens.OperatorSubject, [AccessTokens.ScopeClaim] = AccessPolicies.OrdersWrite },
    });

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private IResult Answer()
    {
        Interlocked.Increment(ref requests);
        if (IsAway)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var document = new KeySetDocument { Keys = [.. Keys.Select(key => KeySetDocument.Key.Of(key.KeyId, key.ECDsa.ExportParameters(includePrivateParameters: false)))], Audience = Audience };
        return TypedResults.Text(Nonsense ?? JsonSerializer.Serialize(document, KeySetDocument.Json), "application/json");
    }
}

using System.Net;
using System.Net.Http.Headers;
using DarkSwap.Sdk.Credentials;

namespace DarkSwap.Sdk.Http;

/// <summary>Sends the token; when the node refuses it, tries once more with another if there is one.</summary>
internal sealed class AuthorizationHandler(ITokenSource tokens, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || await tokens.ReplaceAsync(token, cancellationToken) is not { } other)
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", other);
        return await base.SendAsync(request, cancellationToken);
    }
}

using DarkSwap.Sdk.Problems;

namespace DarkSwap.Sdk.Http;

/// <summary>Turns refusals into <see cref="ProblemException"/> and silence into <see cref="NodeUnreachableException"/>.</summary>
internal sealed class ProblemHandler(DarkSwapClientOptions options, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw new NodeUnreachableException(options.Address, failure);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new ProblemException(await ProblemReader.ReadAsync(response, options.TimeProvider, cancellationToken));
        }
    }
}

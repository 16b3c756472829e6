using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DarkSwap.Hosting.Node;

/// <summary>An answer that says how long it is. Head and body leave in one piece, and so they pass the gateway: chunks would be three pieces, each of which wakes everybody on the way.</summary>
internal sealed class SizedAnswer(IResult answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var features = httpContext.Features;
        var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new HeldBody();
        features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await answer.ExecuteAsync(httpContext);
        }
        finally
        {
            features.Set(body);
        }

        httpContext.Response.ContentLength ??= held.Length;
        await body.Writer.WriteAsync(held.Written, httpContext.RequestAborted);
    }

    /// <summary>Only what is a value and therefore whole: streams and answers without a body pass as they are.</summary>
    public static void Apply(IEndpointConventionBuilder endpoints) => endpoints.AddEndpointFilter(static async (context, next) =>
    {
        var answer = await next(context);
        return (answer is INestedHttpResult nested ? nested.Result : answer) is IResult and IValueHttpResult and var value ? new SizedAnswer((IResult)value) : answer;
    });
}

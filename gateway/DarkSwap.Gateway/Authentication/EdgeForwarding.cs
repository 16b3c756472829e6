namespace DarkSwap.Gateway.Authentication;

/// <summary>On the way to a service a request leaves its credential behind, and carries what the service can verify instead.</summary>
internal static class EdgeForwarding
{
    public static Task ReplaceCredentialAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.Authorization.Count > 0 ? ReplaceAndGoOnAsync(context, next) : next(context);

    private static async Task ReplaceAndGoOnAsync(HttpContext context, RequestDelegate next)
    {
        var tokens = context.RequestServices.GetRequiredService<IEdgeTokens>();
        context.Request.Headers.Authorization = await tokens.AuthorizationFor(context, context.RequestAborted);
        await next(context);
    }
}

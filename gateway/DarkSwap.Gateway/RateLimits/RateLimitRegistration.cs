using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>Limits of requests per caller.</summary>
internal static class RateLimitRegistration
{
    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        var settings = RateLimitSettings.Of(builder.Configuration);
        if (!settings.IsEnabled)
        {
            return;
        }

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<CallerLimits>();
        builder.Services.AddSingleton<IWebPart, FailureLimit>();
        builder.Services.AddSingleton<IWebPart, RequestLimit>();
    }
}

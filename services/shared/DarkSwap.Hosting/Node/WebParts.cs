using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Hosting.Node;

/// <summary>Puts the parts of one place where they stand.</summary>
internal static class WebParts
{
    public static void UseWebParts(this WebApplication application, WebPlace place)
    {
        foreach (var part in application.Services.GetServices<IWebPart>().Where(part => part.Place == place))
        {
            part.Use(application);
        }
    }
}

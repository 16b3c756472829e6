using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Messaging.Unsafe;

/// <summary>Reads the switches, refuses them where money is at stake, and tells of them at each start.</summary>
internal static class UnsafeRegistration
{
    private const string Mainnet = "mainnet";

    public static void AddUnsafeSwitches(this IServiceCollection services)
    {
        services.AddOptions<UnsafeOptions>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                options.WithoutOutbox = IsOn(configuration[UnsafeOptions.WithoutOutboxKey]);
                options.WithoutInbox = IsOn(configuration[UnsafeOptions.WithoutInboxKey]);
            })
            .Validate<IConfiguration>(
                (options, configuration) => !(options.WithoutOutbox || options.WithoutInbox) || !string.Equals(configuration["network"], Mainnet, StringComparison.OrdinalIgnoreCase),
                "DARKSWAP_UNSAFE_WITHOUT_OUTBOX and DARKSWAP_UNSAFE_WITHOUT_INBOX lose or double trades, and are refused on mainnet")
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnsafeAnnouncement>());
    }

    private static bool IsOn(string? value) => value is "1" || (bool.TryParse(value, out var isOn) && isOn);
}

using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace DarkSwap.Gateway.Proxy;

/// <summary>The table of routes in YARP's words.</summary>
internal static class ProxyConfiguration
{
    public const string HealthPath = "/health/ready";

    private const string Anonymous = "anonymous";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    /// <summary>An instance that failed too often is tried again after this.</summary>
    private static readonly TimeSpan ReactivationPeriod = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<RouteConfig> Routes { get; } = [.. ServiceRoutes.All.Select(ToRoute)];

    /// <summary>One per service and kind of route: YARP's time limit is the cluster's. The one that bears the service's name alone is asked for its health.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
    [
        .. from route in ServiceRoutes.All
           group route by ClusterOf(route) into cluster
           let route = cluster.First()
           select ToCluster(cluster.Key, ServiceAddresses.Of(route.Service, configuration), route.Kind.TimeLimitIn(configuration)),
    ];

    private static string ClusterOf(ServiceRoute route) => route.Kind == RouteKind.Ordinary ? route.Service : $"{route.Service}-{route.Kind.Name}";

    /// <summary>Anonymous, because the service itself decides who may: it verifies every token, and knows its operations better than a prefix does.</summary>
    private static RouteConfig ToRoute(ServiceRoute route) => new()
    {
        RouteId = route.Path,
        ClusterId = ClusterOf(route),

        // Over HTTP/2 a WebSocket begins with CONNECT (RFC 8441 §4), which YARP takes only where no method is named.
        Match = new RouteMatch { Path = route.Path, Methods = route.Kind == RouteKind.Stream ? null : Methods },
        AuthorizationPolicy = Anonymous,
        MaxRequestBodySize = route.Kind.MaximumBodyBytes,
    };

    private static ClusterConfig ToCluster(string name, IReadOnlyList<Uri> addresses, TimeSpan timeLimit) => new()
    {
        ClusterId = name,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = addresses
            .Select((address, index) => (Name: $"{name}-{index + 1}", Address: address))
            .ToDictionary(destination => destination.Name, destination => new DestinationConfig { Address = destination.Address.ToString() }),
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = timeLimit, Version = System.Net.HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        HealthCheck = new HealthCheckConfig
        {
            // With every instance unready the request is tried all the same: one that is gone refuses at once, one that lacks a part of its world may still answer.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = ServiceRoutes.Services.Contains(name), Interval = ProbeInterval, Timeout = ProbeTimeout, Path = HealthPath, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
            },

            // With one instance there is nothing to choose, and nothing to count.
            Passive = new PassiveHealthCheckConfig { Enabled = addresses.Count > 1, Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate, ReactivationPeriod = ReactivationPeriod },
        },
        Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
    };
}

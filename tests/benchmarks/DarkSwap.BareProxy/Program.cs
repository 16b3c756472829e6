using Yarp.ReverseProxy.Configuration;

// YARP with one route and nothing else, to measure the gateway against. Arguments: where it listens and where it forwards to, both http://ADDRESS:PORT.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(args[0]);
builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "everything", ClusterId = "service", Match = new RouteMatch { Path = "{**path}" } }],
    [new ClusterConfig { ClusterId = "service", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = args[1] } } }]);
var application = builder.Build();
application.MapReverseProxy();
await application.StartAsync();
Console.WriteLine("""{"event":"ready"}""");
await application.WaitForShutdownAsync();

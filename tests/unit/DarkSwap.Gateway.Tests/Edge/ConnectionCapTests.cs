using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Edge;

public sealed class ConnectionCapTests
{
    [Fact]
    public async Task One_address_has_so_many_connections_loopback_too_and_a_closed_one_makes_room()
    {
        await using var host = await StartAsync(("gateway:connections:maximumPerAddress", "3"));
        var open = new List<TcpClient>();
        for (var number = 0; number < 3; number++)
        {
            open.Add(await ConnectAsync(host));
            (await IsServedAsync(open[number])).ShouldBeTrue();
        }

        (await IsServedAnewAsync(host)).ShouldBeFalse();

        open[0].Dispose();
        using var limit = Patience.Limit();
        bool isServed;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            isServed = await IsServedAnewAsync(host);
        }
        while (!isServed);

        open.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task One_address_meets_its_own_cap_before_the_servers_so_that_others_get_in()
    {
        await using var host = await StartAsync(("gateway:connections:maximum", "16"), ("gateway:connections:maximumPerAddress", "4"));
        var flood = new List<TcpClient>();
        for (var number = 0; number < 40; number++)
        {
            try
            {
                flood.Add(await ConnectAsync(host));
            }
            catch (SocketException)
            {
                // Refused while it was still connecting.
            }
        }

        // Another address of this machine: all of 127.0.0.0/8 is.
        using var honest = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await honest.ConnectAsync(IPAddress.Loopback, host.BaseAddress.Port);

        (await IsServedAsync(honest)).ShouldBeTrue();
        flood.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_listed_proxys_connections_are_everybodys_and_not_counted()
    {
        await using var host = await StartAsync(("gateway:connections:maximumPerAddress", "1"), ("gateway:trustedProxies:0", "127.0.0.1"));
        using var first = await ConnectAsync(host);
        using var second = await ConnectAsync(host);

        (await IsServedAsync(first)).ShouldBeTrue();
        (await IsServedAsync(second)).ShouldBeTrue();
    }

    private static Task<ModuleTestHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var options = new ModuleTestHostOptions();
        foreach (var (key, value) in settings)
        {
            options.Settings[key] = value;
        }

        return ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
    }

    private static async Task<TcpClient> ConnectAsync(ModuleTestHost host)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.BaseAddress.Port);
        return client;
    }

    /// <summary>A connection of its own, which may be refused while it still connects.</summary>
    private static async Task<bool> IsServedAnewAsync(ModuleTestHost host)
    {
        try
        {
            using var client = await ConnectAsync(host);
            return await IsServedAsync(client);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> IsServedAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            var buffer = new byte[4096];
            var read = await client.GetStream().ReadAsync(buffer);
            return Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}

using System.CommandLine;
using System.Globalization;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

internal static class PeerCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "peers", "Who the node is, and whom it is connected to", Identity(environment), List(environment), Add(environment), Drop(environment), Ping(environment), Topology(environment), Configuration(environment));

    private static Command Identity(CliEnvironment environment) => CommandBuilding.Action("identity", "Who this node is and which Bitcoin network it trades on", ["peers identity"], [], environment,
        async (run, cancellationToken) => run.Results.Write(await run.Node.Network.GetNetworkIdentityAsync(cancellationToken)));

    private static Command List(CliEnvironment environment)
    {
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("list", "Lists connected peers", ["peers list"], [limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.Network.ListPeersAsync(run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<PeerResponse>("PEER", peer => peer.PeerId), new("DIRECTION", peer => peer.Direction), new("SINCE", peer => Words.Of(peer.ConnectedAt)),
                new("PING", peer => peer.RoundTripMicroseconds is { } microseconds ? string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000.0:0.0} ms") : null),
                new("ADDRESS", peer => peer.Address));
        });
    }

    private static Command Add(CliEnvironment environment)
    {
        var address = Inputs.Text("ADDRESS", "Multiaddress with the peer's id");
        var further = new Option<string[]>("--also") { Description = "Another address of the same peer; may be repeated: the first that works is taken", HelpName = "ADDRESS" };
        return CommandBuilding.Action("add", "Connects to a peer and keeps the connection from then on", ["peers add /ip4/203.0.113.7/tcp/9000/p2p/12D3Koo…"], [address, further], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.Network.DialPeerAsync(
                new DialRequest { Address = run.Get(address), FurtherAddresses = run.Get(further) }, cancellationToken)));
    }

    private static Command Drop(CliEnvironment environment)
    {
        var peer = Inputs.Text("PEER", "Id of a connected peer");
        return CommandBuilding.Action("drop", "Says goodbye to a peer and stops dialing it", ["peers drop 12D3Koo…"], [peer], environment, async (run, cancellationToken) =>
        {
            await run.Node.Network.DropPeerAsync(run.Get(peer), cancellationToken);
            run.Results.WriteDone("dropped");
        });
    }

    private static Command Ping(CliEnvironment environment)
    {
        var peer = Inputs.Text("PEER", "Id of a connected peer");
        return CommandBuilding.Action("ping", "Measures one round trip to a connected peer", ["peers ping 12D3Koo…"], [peer], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.Network.PingPeerAsync(run.Get(peer), cancellationToken)));
    }

    private static Command Topology(CliEnvironment environment) => CommandBuilding.Action(
        "topology", "How the node is connected, and what its connections hold", ["peers topology"], [], environment,
        async (run, cancellationToken) => run.Results.Write(await run.Node.Network.GetNetworkTopologyAsync(null, cancellationToken)));

    private static Command Configuration(CliEnvironment environment) => CommandBuilding.Action(
        "configuration", "The configuration of the peer-to-peer network that the node runs with", ["peers configuration"], [], environment,
        async (run, cancellationToken) => run.Results.Write(await run.Node.Network.GetNetworkConfigurationAsync(cancellationToken)));
}

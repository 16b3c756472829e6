namespace DarkSwap.Hosting.Node;

/// <summary>What the connectivity module tells its host about itself. Read once every hosted service has started: by then the node listens.</summary>
public interface INodeInformation
{
    /// <summary>Peer id of the node's own identity, base58.</summary>
    string PeerId { get; }

    /// <summary>Multiaddresses at which others reach the node, each with <c>/p2p/&lt;peer id&gt;</c>, with the ports that were really bound.</summary>
    IReadOnlyList<string> Addresses { get; }
}

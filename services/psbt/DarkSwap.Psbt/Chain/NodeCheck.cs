namespace DarkSwap.Psbt.Chain;

/// <summary>Tells which chain a node follows and whether it is the right one.</summary>
internal static class NodeCheck
{
    /// <summary>Null if the node does not say enough: a regtest without its first block, or a signet node before version 28.</summary>
    public static async Task<NetworkIdentity?> IdentifyAsync(IChainSource source, BlockchainInformation information, CancellationToken cancellationToken) =>
        information.Chain switch
        {
            "main" => NetworkIdentity.Mainnet,
            "test" => NetworkIdentity.Testnet3,
            "testnet4" => NetworkIdentity.Testnet4,
            "signet" => information.SignetChallenge is { } challenge ? NetworkIdentity.Signet(challenge.Span) : null,
            "regtest" => await source.GetBlockHashAsync(1, cancellationToken) is { } first ? NetworkIdentity.Regtest(first) : null,
            _ => throw new ChainSourceException(ChainSourceFault.InvalidAnswer, $"The Bitcoin node follows the chain {information.Chain}, which we don't know."),
        };

    /// <summary>Null if the node may be followed.</summary>
    public static ChainStatus? Refuse(BlockchainInformation information, NetworkIdentity? identity, NetworkIdentity? before, ChainNetwork wanted)
    {
        (ChainState State, string Sentence)? refusal = identity switch
        {
            null when information.Chain == "regtest" => (ChainState.NoBlocks, "The regtest chain has no block yet: mine one, it gives the network its name."),
            null => (ChainState.NodeDown, "The Bitcoin node does not tell its signet's challenge: it must be version 28 or later."),
            { } known when known.Network != wanted => (ChainState.WrongNetwork, $"The Bitcoin node is on {known.Name}, but {wanted.ToString().ToLowerInvariant()} is configured: name the right node or network."),
            { } known when before is not null && before != known => (ChainState.WrongNetwork, $"The Bitcoin node was on {before.Name} and is now on {known.Name}: point to the old node again, or start with an empty data folder."),
            _ => null,
        };
        return refusal is var (state, sentence) ? Describe(state, sentence, information, identity, []) : null;
    }

    /// <summary>True while a node that loads the chain anew is not yet where we have been: that is no reorganisation.</summary>
    public static bool IsRebuilding(BlockchainInformation information, NetworkIdentity identity, IEnumerable<ObserverSlot> slots) =>
        identity.Network != ChainNetwork.Regtest
        && information.IsInitialBlockDownload
        && slots.Any(slot => slot.Tip?.Height > information.Tip.Height);

    public static ChainStatus Describe(ChainState state, string sentence, BlockchainInformation information, NetworkIdentity? identity, IReadOnlyList<ObserverProgress> observers) => new()
    {
        State = state,
        Sentence = sentence,
        Network = identity,
        Tip = information.Tip,
        HeaderHeight = information.HeaderHeight,
        Observers = observers,
    };
}

namespace DarkSwap.Psbt.Chain;

/// <summary>The kinds of chains that a node may follow. Of signets and regtests there are many: <see cref="NetworkIdentity"/> tells them apart.</summary>
public enum ChainNetwork
{
    Mainnet,
    Testnet3,
    Testnet4,
    Signet,
    Regtest,
}

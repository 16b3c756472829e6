namespace DarkSwap.Bitcoin.Addresses;

/// <summary>The chains that share Bitcoin's formats. Testnet 3, testnet 4 and signet use the same address prefixes.</summary>
public enum BitcoinNetwork
{
    Mainnet,
    Testnet3,
    Testnet4,
    Signet,
    Regtest,
}

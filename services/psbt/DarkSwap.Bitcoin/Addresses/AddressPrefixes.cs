namespace DarkSwap.Bitcoin.Addresses;

/// <summary>What addresses and keys of a network start with.</summary>
internal sealed record AddressPrefixes(string HumanReadable, byte PublicKeyHash, byte ScriptHash, byte SecretKey)
{
    private static readonly AddressPrefixes Mainnet = new("bc", 0x00, 0x05, 0x80);
    private static readonly AddressPrefixes Testnet = new("tb", 0x6F, 0xC4, 0xEF);
    private static readonly AddressPrefixes Regtest = Testnet with { HumanReadable = "bcrt" };

    public static AddressPrefixes Of(BitcoinNetwork network) => network switch
    {
        BitcoinNetwork.Mainnet => Mainnet,
        BitcoinNetwork.Testnet3 or BitcoinNetwork.Testnet4 or BitcoinNetwork.Signet => Testnet,
        BitcoinNetwork.Regtest => Regtest,
    };
}

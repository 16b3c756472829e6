using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Psbt.Chain;
using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.Coins;

/// <summary>Addresses as the configured network writes them.</summary>
public sealed class NodeAddresses(IOptions<ChainOptions> options)
{
    private readonly BitcoinNetwork network = options.Value.Network switch
    {
        ChainNetwork.Mainnet => BitcoinNetwork.Mainnet,
        ChainNetwork.Testnet3 => BitcoinNetwork.Testnet3,
        ChainNetwork.Testnet4 => BitcoinNetwork.Testnet4,
        ChainNetwork.Signet => BitcoinNetwork.Signet,
        ChainNetwork.Regtest => BitcoinNetwork.Regtest,
    };

    public bool TryRead([NotNullWhen(true)] string? text, out Script script)
    {
        var isAddress = BitcoinAddress.TryParse(text, network, out var address);
        script = isAddress ? address!.Script : default;
        return isAddress;
    }

    /// <summary>The script in hexadecimal where it has no address.</summary>
    public string Format(Script script) => BitcoinAddress.TryFromScript(script, network, out var address) ? address.Text : script.ToString();
}

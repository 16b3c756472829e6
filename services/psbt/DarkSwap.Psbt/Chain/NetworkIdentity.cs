using System.Security.Cryptography;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Psbt.Chain;

/// <summary>Exactly one chain. The name is part of everything that peers sign.</summary>
/// <param name="Network">The kind of chain.</param>
/// <param name="Name">
/// <c>mainnet</c>, <c>testnet3</c>, <c>testnet4</c>, <c>signet:</c> with the first 4 bytes of the SHA-256 of the challenge in hexadecimal,
/// or <c>regtest:</c> with the first 8 digits of block 1's hash as it is displayed.
/// </param>
public sealed record NetworkIdentity(ChainNetwork Network, string Name)
{
    private const int DistinguishingBytes = 4;

    public static NetworkIdentity Mainnet { get; } = new(ChainNetwork.Mainnet, "mainnet");

    public static NetworkIdentity Testnet3 { get; } = new(ChainNetwork.Testnet3, "testnet3");

    public static NetworkIdentity Testnet4 { get; } = new(ChainNetwork.Testnet4, "testnet4");

    /// <summary>Since when the network knows runes.</summary>
    public RuneSchedule RuneSchedule => Network switch
    {
        ChainNetwork.Mainnet => RuneSchedule.Mainnet,
        ChainNetwork.Testnet3 => RuneSchedule.Testnet3,
        ChainNetwork.Testnet4 or ChainNetwork.Signet or ChainNetwork.Regtest => RuneSchedule.FromGenesis,
    };

    public static NetworkIdentity Signet(ReadOnlySpan<byte> challenge) =>
        new(ChainNetwork.Signet, "signet:" + Convert.ToHexStringLower(SHA256.HashData(challenge).AsSpan(0, DistinguishingBytes)));

    public static NetworkIdentity Regtest(BlockHash firstBlock) =>
        new(ChainNetwork.Regtest, "regtest:" + firstBlock.ToString()[..(2 * DistinguishingBytes)]);

    public override string ToString() => Name;
}

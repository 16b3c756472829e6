using System.Net.Http.Headers;
using System.Text;

namespace DarkSwap.Psbt.Chain.Rpc;

/// <summary>User and password of the URL, or the node's cookie file, which the node writes anew at each of its starts.</summary>
public sealed class RpcCredentials
{
    private const int LargestCookie = 1024;
    private readonly string? fixedPair;
    private readonly string cookieFile;

    public RpcCredentials(ChainOptions options)
    {
        var information = new Uri(options.RpcUrl).UserInfo;
        fixedPair = information.Length == 0 ? null : Uri.UnescapeDataString(information);
        cookieFile = options.CookieFile ?? DefaultCookieFile(options.Network);
    }

    /// <exception cref="ChainSourceException">The cookie file cannot be read.</exception>
    public AuthenticationHeaderValue Read() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(fixedPair ?? ReadCookie())));

    private static string DefaultCookieFile(ChainNetwork network)
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".bitcoin");
        return network switch
        {
            ChainNetwork.Mainnet => Path.Combine(folder, ".cookie"),
            ChainNetwork.Testnet3 => Path.Combine(folder, "testnet3", ".cookie"),
            ChainNetwork.Testnet4 => Path.Combine(folder, "testnet4", ".cookie"),
            ChainNetwork.Signet => Path.Combine(folder, "signet", ".cookie"),
            ChainNetwork.Regtest => Path.Combine(folder, "regtest", ".cookie"),
        };
    }

    private string ReadCookie()
    {
        try
        {
            using var file = File.OpenRead(cookieFile);
            if (file.Length > LargestCookie)
            {
                throw new ChainSourceException(ChainSourceFault.AccessDenied, $"{cookieFile} is not a Bitcoin node's cookie file.");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ChainSourceException(
                ChainSourceFault.AccessDenied,
                $"The Bitcoin node's cookie file {cookieFile} cannot be read: start the node, name its cookie file, or put user and password into the RPC address.",
                failure);
        }
    }
}

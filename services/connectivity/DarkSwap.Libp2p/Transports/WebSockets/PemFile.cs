using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>Reads certificates in PEM.</summary>
internal static class PemFile
{
    private const int MaximumBytes = 256 * 1024;

    /// <exception cref="IOException">The file cannot be read, or is too large.</exception>
    internal static string Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaximumBytes)
            {
                throw new InvalidDataException($"{path} is larger than {MaximumBytes} bytes.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Encoding.ASCII.GetString(bytes);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or InvalidDataException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <exception cref="IOException">There is no certificate in it.</exception>
    internal static X509Certificate2Collection ReadCertificates(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Read(path));
        }
        catch (CryptographicException exception)
        {
            throw new IOException($"{path} holds no certificates: {exception.Message}", exception);
        }

        return certificates.Count > 0 ? certificates : throw new IOException($"{path} holds no certificate in PEM.");
    }
}

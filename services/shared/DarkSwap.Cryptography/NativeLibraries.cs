using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DarkSwap.Cryptography;

/// <summary>Finds the native libraries that this assembly imports by logical name, so that no import names a file of one system.</summary>
public static class NativeLibraries
{
    internal const string OpenSsl = "openssl-crypto";
    internal const string Secp256k1 = "secp256k1";

    /// <summary>Logical name, file names in the order in which they are tried, and the Debian package to install.</summary>
    private static readonly NativeLibraryEntry[] Table =
    [
        new(OpenSsl, ["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll"], "libssl3"),
        new(
            Secp256k1,
            [
                "libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", "libsecp256k1.so",
                "libsecp256k1.6.dylib", "libsecp256k1.dylib", "libsecp256k1-6.dll", "libsecp256k1.dll",
            ],
            "libsecp256k1-1 (Debian 12), libsecp256k1-2 (Debian 13) or a later one"),
    ];

    /// <summary>Throws one clear exception that names the packages to install when a native library is missing: called when a program starts, so that nothing fails later in the middle of a trade.</summary>
    public static void EnsureAvailable()
    {
        foreach (var entry in Table)
        {
            Load(entry, typeof(NativeLibraries).Assembly, null);
        }
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first import of this assembly, whoever calls it.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    internal static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (var entry in Table)
        {
            if (entry.LogicalName == libraryName)
            {
                return Load(entry, assembly, searchPath);
            }
        }

        return 0;
    }

    internal static nint Load(NativeLibraryEntry entry, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (var fileName in entry.FileNames)
        {
            if (NativeLibrary.TryLoad(fileName, assembly, searchPath, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException($"The native library {entry.FileNames[0]} was not found. Install the package {entry.PackageName}.");
    }

    internal sealed record NativeLibraryEntry(string LogicalName, string[] FileNames, string PackageName);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Deploy.Sandbox.Containers.Images;

/// <summary>What the kernel makes of a file that is to be started.</summary>
/// <param name="Interpreter">What a script or a dynamically linked program is started by; <c>null</c> where nothing is needed.</param>
/// <param name="Argument">What a script's first line gives to it, e.g. <c>python3</c> for <c>/usr/bin/env</c>.</param>
/// <param name="IsScript">Whether it begins with <c>#!</c>.</param>
internal sealed record ProgramHeader(string? Interpreter, string? Argument, bool IsScript)
{
    private const int LongestHeader = 4096;
    private const uint InterpreterSegment = 3;
    private const ushort X64 = 62;
    private const ushort Arm64 = 183;

    /// <summary>Reads a file's beginning.</summary>
    /// <returns><c>null</c> when it is no program that the kernel knows.</returns>
    public static ProgramHeader? Read(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[LongestHeader];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsSpan(0, length) switch
        {
            [(byte)'#', (byte)'!', .. var line] => Script(line),
            [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, ..] => Elf(bytes.AsSpan(0, length)),
            _ => null,
        };
    }

    private static ProgramHeader? Script(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var words = Encoding
            .UTF8.GetString(end < 0 ? rest : rest[..end])
            .Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? null : new ProgramHeader(words[0], words.ElementAtOrDefault(1), IsScript: true);
    }

    // ELF64, little endian (System V ABI).
    private static ProgramHeader? Elf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 64)
        {
            return null;
        }

        var machine = BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]);
        if (machine != (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? Arm64 : X64))
        {
            return null;
        }

        var table = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(bytes[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]);
        for (var index = 0; index < count; index++)
        {
            var offset = table + (index * size);
            if (offset < 0 || offset + 40 > bytes.Length)
            {
                break;
            }

            var segment = bytes[(int)offset..];
            var (at, length) = (
                BinaryPrimitives.ReadInt64LittleEndian(segment[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(segment[32..])
            );
            if (BinaryPrimitives.ReadUInt32LittleEndian(segment) == InterpreterSegment)
            {
                return at > 0 && length > 0 && at + length <= bytes.Length
                    ? new(Encoding.UTF8.GetString(bytes.Slice((int)at, (int)length)).TrimEnd('\0'), null, false)
                    : null;
            }
        }

        return new ProgramHeader(null, null, IsScript: false);
    }
}

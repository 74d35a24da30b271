using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Deploy.Testing.Dns;

/// <summary>A record of a zone.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Type"><c>A</c>, <c>NS</c> or <c>CNAME</c>.</param>
/// <param name="Data">An address or a name.</param>
internal sealed record DnsRecord(string Name, string Type, string Data);

/// <summary>A question in the format of RFC 1035, and the answers to it.</summary>
/// <param name="Message">The message as it came.</param>
/// <param name="Name">The name, without its last dot.</param>
/// <param name="Type">What is asked for: <c>A</c>, <c>NS</c>, or a number.</param>
/// <param name="End">Where the question ends.</param>
internal sealed record DnsQuery(byte[] Message, string Name, string Type, int End)
{
    private const int HeaderSize = 12;
    private const ushort IsResponse = 0x8000;
    private const ushort HasAuthority = 0x0400;
    private const ushort NoSuchName = 3;

    private static readonly (string Name, ushort Number)[] _types = [("A", 1), ("NS", 2), ("CNAME", 5), ("AAAA", 28)];

    public static DnsQuery Read(byte[] message)
    {
        var labels = new List<string>();
        var at = HeaderSize;
        for (; message[at] != 0; at += message[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(message, at + 1, message[at]));
        }

        var number = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 1));
        var type = _types.FirstOrDefault(each => each.Number == number).Name;
        return new(
            message,
            string.Join('.', labels).ToLowerInvariant(),
            type ?? number.ToString(CultureInfo.InvariantCulture),
            at + 5
        );
    }

    public bool IsIn(string zone) => Name == zone || Name.EndsWith("." + zone, StringComparison.Ordinal);

    public byte[] Answer(IReadOnlyList<DnsRecord> records) => Respond(IsResponse | HasAuthority, records, []);

    public byte[] Refer(DnsRecord server) => Respond(IsResponse, [], [server]);

    public byte[] Deny() => Respond(IsResponse | HasAuthority | NoSuchName, [], []);

    private byte[] Respond(int flags, IReadOnlyList<DnsRecord> answers, IReadOnlyList<DnsRecord> authorities)
    {
        using var response = new MemoryStream();
        response.Write(Message, 0, 2);
        ushort[] header = [(ushort)flags, 1, (ushort)answers.Count, (ushort)authorities.Count, 0];
        foreach (var field in header)
        {
            Write(response, field);
        }

        response.Write(Message, HeaderSize, End - HeaderSize);
        foreach (var record in answers.Concat(authorities))
        {
            response.Write(NameBytes(record.Name));
            Write(response, _types.First(type => type.Name == record.Type).Number);
            Write(response, 1); // class IN
            Write(response, 0); // seconds to live, upper half
            Write(response, 60);
            var data = record.Type == "A" ? IPAddress.Parse(record.Data).GetAddressBytes() : NameBytes(record.Data);
            Write(response, (ushort)data.Length);
            response.Write(data);
        }

        return response.ToArray();
    }

    private static byte[] NameBytes(string name) =>
        [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    private static void Write(Stream stream, ushort number)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        stream.Write(bytes);
    }
}

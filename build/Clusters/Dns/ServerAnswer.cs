using DnsClient;
using DnsClient.Protocol;

namespace Deploy.Clusters.Dns;

/// <summary>What one server said about a name.</summary>
/// <param name="Kind">In which way it answered.</param>
/// <param name="Next">Of an alias, the name that it leads to; of a referral, the zone.</param>
internal sealed record ServerAnswer(AnswerKind Kind, string Next = "")
{
    /// <summary>Reads a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="zone">The zone whose server it is.</param>
    public static ServerAnswer Of(IDnsQueryResponse response, string zone)
    {
        if (response.Header.ResponseCode == DnsHeaderResponseCode.NotExistentDomain)
        {
            return new(AnswerKind.NoSuchName);
        }

        if (response.Header.ResponseCode != DnsHeaderResponseCode.NoError)
        {
            return new(AnswerKind.NoAnswer);
        }

        if (response.Answers.AddressRecords().Any())
        {
            return new(AnswerKind.Address);
        }

        if (response.Answers.CnameRecords().LastOrDefault() is { } alias)
        {
            return new(AnswerKind.Alias, alias.CanonicalName.Value);
        }

        // The root of a zone below this one: its own servers know more.
        return
            response.Authorities.OfType<NsRecord>().FirstOrDefault() is { } below
            && below.DomainName.Value.Length > zone.Length
            ? new(AnswerKind.Referral, below.DomainName.Value)
            : new(AnswerKind.NoAddress);
    }
}

/// <summary>In which way a server answers.</summary>
internal enum AnswerKind
{
    /// <summary>The name has an address.</summary>
    Address,

    /// <summary>The name stands for another one.</summary>
    Alias,

    /// <summary>Another zone's servers know.</summary>
    Referral,

    /// <summary>There is no such name.</summary>
    NoSuchName,

    /// <summary>The name is there, and has no address.</summary>
    NoAddress,

    /// <summary>It does not answer, or not this question.</summary>
    NoAnswer,
}

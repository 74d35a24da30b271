using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Deploy.Reporting.Notices;

/// <summary>
/// Delivers a notice by SMTP. <c>smtps://</c> speaks TLS from the first byte (port 465), <c>smtp://</c> turns to it with
/// STARTTLS (port 587) and sends nothing without, but to this machine. User and password stand in the URL.
/// </summary>
internal static class MailPost
{
    private const int Submission = 587;
    private const int SubmissionOverTls = 465;

    /// <summary>Sends it.</summary>
    /// <returns>Why it was not taken, without a word of the server's own, which may hold the password; null where it was.</returns>
    public static async Task<string?> SendAsync(Uri url, MailRoute route, NoticeMail mail, CancellationToken cancel)
    {
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(url.Host, PortOf(url), SecurityOf(url), cancel);
            if (url.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
            {
                await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), cancel);
            }

            await client.SendAsync(Message(route, mail), cancel);
            return null;
        }
        catch (SmtpCommandException answer)
        {
            return $"the mail server answered {(int)answer.StatusCode}{(answer.Mailbox is { } who ? $" to {who.Address}" : "")}";
        }
        catch (AuthenticationException)
        {
            return "the mail server refuses the user or the password";
        }
        catch (SslHandshakeException)
        {
            return "the mail server has no certificate that is trusted here, or speaks no TLS on that port";
        }
        catch (NotSupportedException)
        {
            return "the mail server offers no STARTTLS, or no way to log in, and nothing is sent without";
        }
        catch (Exception error) when (error is SocketException or IOException or ProtocolException)
        {
            return "the mail server cannot be reached, or speaks no SMTP";
        }
    }

    /// <summary>How a server is spoken to: in the clear only on this machine.</summary>
    public static SecureSocketOptions SecurityOf(Uri url) =>
        url.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
        : url.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private static int PortOf(Uri url) =>
        url.Port > 0 ? url.Port
        : url.Scheme == "smtps" ? SubmissionOverTls
        : Submission;

    private static MimeMessage Message(MailRoute route, NoticeMail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(MailboxAddress.Parse(route.From));
        message.To.AddRange(route.To.Select(MailboxAddress.Parse));
        // Nobody's absence is answered to it (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}

using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Parsing;

public sealed class ScalarKindsTests
{
    [Theory]
    [InlineData(ScalarKind.Null, "|~|null|Null|NULL")]
    [InlineData(ScalarKind.Boolean, "y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE")]
    [InlineData(ScalarKind.Boolean, "on|On|ON|off|Off|OFF")]
    [InlineData(ScalarKind.Special, "<<|=")]
    [InlineData(ScalarKind.Number, "0|12|+1|-1|017|0o7|0O7|0x1F|0XfF|0b11|0B1|1_000|1.5|.5|1.|1e3|1E-3|1:30|1:30.5")]
    [InlineData(ScalarKind.Number, ".inf|-.Inf|+.INF|.nan|.NaN|.NAN")]
    [InlineData(ScalarKind.Timestamp, "2024-01-01|2024-1-1T10:00:00Z|2024-01-01 10:00")]
    [InlineData(
        ScalarKind.Text,
        "yEs|nULL|tRue|yess|truer|v1|1.2.3|0x|0b2|1e|-|--1|.|.infinity|<|==|2024-01|2024-01-01x"
    )]
    public void Should_be_what_any_reader_takes_it_for(ScalarKind kind, string values)
    {
        foreach (var value in values.Split('|'))
        {
            ScalarKinds.OfPlain(value).ShouldBe(kind, value);
        }
    }
}

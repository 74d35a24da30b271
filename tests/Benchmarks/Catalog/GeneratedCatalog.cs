using System.Globalization;
using System.Text;

namespace Deploy.Benchmarks.Catalog;

/// <summary>The demo's catalog with more services in it, none of which has a chart: only the catalog grows.</summary>
internal static class GeneratedCatalog
{
    public static string Of(string demo, int services)
    {
        var text = new StringBuilder(demo.TrimEnd()).Append('\n');
        for (var number = 0; number < services; number++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""

                  - name: generated/group-{{number / 10:d4}}/service-{{number:d5}}
                    type: gunicorn
                    dev_port: {{10_000 + number}}
                    alias_groups: [dev, staging]
                    config:
                      replicas: { staging: 1, prod: 3 }
                      ingress: true

                """
            );
        }

        return text.ToString();
    }
}

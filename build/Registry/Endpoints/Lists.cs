using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Deploy.Registry.Endpoints;

/// <summary>The catalog of repositories and the tags of one, in pages where <c>n</c> and <c>last</c> ask for them.</summary>
internal static class Lists
{
    public static Task CatalogAsync(HttpContext context, RegistryStore store)
    {
        var page = new CatalogPage(Page(context, store.Repositories.All(), "/v2/_catalog"));
        return context.Response.WriteAsJsonAsync(page, RegistryJson.Default.CatalogPage);
    }

    public static Task TagsAsync(HttpContext context, RegistryStore store, RegistryPath path)
    {
        if (!store.Repositories.Exists(path.Repository))
        {
            throw RegistryError.NameUnknown(path.Repository);
        }

        var tags = Page(context, store.Repositories.Tags(path.Repository), $"/v2/{path.Repository}/tags/list");
        return context.Response.WriteAsJsonAsync(new TagsPage(path.Repository, tags), RegistryJson.Default.TagsPage);
    }

    private static List<string> Page(HttpContext context, IReadOnlyList<string> names, string address)
    {
        var last = context.Request.Query["last"].ToString();
        var rest = names.Where(name => string.CompareOrdinal(name, last) > 0).ToList();
        if (
            !int.TryParse(context.Request.Query["n"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            || limit >= rest.Count
        )
        {
            return rest;
        }

        var page = rest.Take(limit).ToList();
        if (page.Count > 0)
        {
            context.Response.Headers.Link =
                $"<{address}?n={limit}&last={Uri.EscapeDataString(page[^1])}>; rel=\"next\"";
        }

        return page;
    }
}

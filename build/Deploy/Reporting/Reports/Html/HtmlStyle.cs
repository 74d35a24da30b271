namespace Deploy.Reporting.Reports.Html;

/// <summary>How the report looks: light and dark, narrow and wide, on paper; colours never say anything alone.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet.</summary>
    public const string Sheet = """
        :root { color-scheme: light dark;
          --text: light-dark(#1c2024, #e6e8eb); --soft: light-dark(#5b636c, #a3abb4); --line: light-dark(#d8dce1, #3a4047);
          --page: light-dark(#ffffff, #16191d); --box: light-dark(#f5f6f8, #1f2328);
          --good: light-dark(#17692f, #6fd48b); --bad: light-dark(#a5191f, #ff8a86); --warn: light-dark(#7a4d00, #f0b849);
          --good-box: light-dark(#e4f4e8, #16301e); --bad-box: light-dark(#fdeaea, #3a1a1c); --bar: light-dark(#3b6fb5, #7aa7e8); }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
        h1 { font-size: 1.4rem; line-height: 1.3; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; }
        code, pre { font: .875em/1.45 ui-monospace, monospace; } code { overflow-wrap: anywhere; }
        pre { margin: .5rem 0; padding: .75rem; background: var(--box); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
        header { padding: 1rem; border-radius: 8px; border-left: 6px solid var(--good); background: var(--good-box); }
        header.bad { border-color: var(--bad); background: var(--bad-box); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        article { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; break-inside: avoid; }
        article.bad { border-left: 6px solid var(--bad); }
        .next { margin: .75rem 0 0; font-weight: 600; } .soft { color: var(--soft); }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
        th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
        td.wrap { white-space: normal; overflow-wrap: anywhere; } th { font-weight: 600; } thead th { color: var(--soft); font-size: .875rem; }
        .done { color: var(--good); } .failed { color: var(--bad); font-weight: 600; } .cut { color: var(--warn); } .skipped, .not-reached { color: var(--soft); }
        summary { cursor: pointer; } details { margin: .5rem 0; }
        .lane { display: grid; grid-template-columns: 12rem 1fr; gap: .75rem; align-items: center; font-size: .875rem; margin: .2rem 0; }
        .lane > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .track { position: relative; height: 1.25rem; background: var(--box); border-radius: 4px; }
        .track i { position: absolute; top: 2px; bottom: 2px; min-width: 3px; border-radius: 3px; background: var(--bar); print-color-adjust: exact; }
        .track i.failed { background: var(--bad); } .track i.stage { background: var(--soft); }
        @media (max-width: 40rem) { body { padding: .75rem; } .lane { grid-template-columns: 6.5rem 1fr; } dl { grid-template-columns: 1fr; } dt { font-size: .875rem; } }
        @media print { body { max-width: none; } details::details-content { content-visibility: visible; block-size: auto; } summary { list-style: none; } }
        """;
}

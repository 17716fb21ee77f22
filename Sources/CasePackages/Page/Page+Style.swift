extension Page {
    /// The page's whole style, for paper too.
    static let style: HTML = PageStyle.common + own

    private static let own: HTML = """
        .timeline th[scope=row]{min-width:15rem;width:52%}
        .files td:nth-child(2){min-width:14rem}
        .proceeding,.case{padding-bottom:.4rem}
        .outcomes{margin:.6rem 0 0;padding-left:1.5rem;border-left:2px solid var(--rule)}
        .outcomes li{padding:.25rem 0 .35rem .3rem}
        .outcomes p{margin:0}
        .outcome{font-weight:500}
        .effect{font-size:.88rem;color:var(--note)}
        .relations{font-size:.94rem;padding-left:1.2rem}
        li:target,article:target{background:var(--note-wash);box-shadow:0 0 0 .5rem var(--note-wash)}
        .versus{list-style:none;margin:.4rem 0 1.6rem;padding:0;max-width:none;display:grid;gap:1px;\
        grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));background:var(--rule);\
        border:1px solid var(--rule)}
        .versus>li{background:var(--ground);padding:1rem 1.1rem}
        .letter{font-size:.8rem;color:var(--soft);margin:0 0 .3rem}
        .against{white-space:nowrap}
        .claim{font-size:1.12rem;line-height:1.4;margin:0 0 .7rem;white-space:pre-line}
        .versus dl{margin:0;font-size:.93rem;line-height:1.5}
        .versus dl div{padding:.2rem 0}
        .versus dt{font-size:.78rem;line-height:1.4}
        .citations{margin:0;padding-left:1.1rem}
        .sources{padding-left:2rem}
        .sources li{padding:.3rem 0 .3rem .3rem}
        cite{font-style:italic}
        footer.page{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:.84rem;\
        color:var(--soft)}
        .drawing{display:block;width:100%;height:auto;font-family:system-ui,-apple-system,"Segoe UI",Roboto,\
        "Noto Sans","DejaVu Sans",sans-serif}
        .patterns{position:absolute}
        .timeline-narrow{display:none}
        .matrix{display:flex;width:max-content}
        .matrix svg{flex:none;width:calc(var(--wide)*1px);height:calc(var(--high)*1px)}
        .matrix .labels{position:sticky;left:0;background:var(--ground)}
        .drawing text{fill:var(--ink)}
        .drawing .t-title{font-size:13.5px}
        .drawing .t-kind{font-size:11.5px;fill:var(--soft)}
        .drawing .t-year{font-size:11.5px;fill:var(--soft);text-anchor:middle;paint-order:stroke;stroke:var(--ground);\
        stroke-width:5px}
        .t-stripe{fill:var(--raised)}
        .t-tick,.p-guide{stroke:var(--rule);stroke-width:1}
        .t-ground{fill:var(--ground)}
        .t-hatch{stroke:var(--accent);stroke-width:2.2}
        .t-box{fill:var(--wash);stroke:var(--accent);stroke-width:1.5}
        .t-day{fill:var(--accent)}
        .t-approximate{stroke-dasharray:5 3}
        .t-unspecified{stroke-dasharray:1.5 2.5}
        .t-uncertain{fill:url(#hatch)}
        .t-between{rx:6px}
        .t-claim{fill:none;stroke:var(--note);stroke-dasharray:4 3}
        .t-core{stroke:var(--accent);stroke-width:4}
        .t-arrow,.t-head{stroke:var(--accent);stroke-width:1.5;fill:none}
        .t-arrow{stroke-dasharray:3 2}
        .drawing .p-context,.drawing .p-agent{font-size:12.5px}
        .p-mark{fill:var(--accent);stroke:var(--accent);stroke-width:1.5}
        .p-cross{stroke:var(--accent);stroke-width:2.4;fill:none}
        .p-alleged{fill:var(--ground);stroke-dasharray:2.5 1.5}
        @media (max-width:40rem){.timeline-wide{display:none}.timeline-narrow{display:block}\
        .matrix .labels{width:9.5rem;border-right:1px solid var(--rule)}
        body{font-size:1rem;padding:0 1rem 3rem}.facts>div{grid-template-columns:1fr}\
        section{padding-top:1.8rem;margin-top:1.8rem}h2{font-size:1.35rem}.lede{font-size:1.06rem}}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
        @media print{@page{margin:16mm}:root{--ground:#fff;--raised:#f4f4f4;--ink:#000;--soft:#444;--rule:#bbb;\
        --accent:#1f3d4d;--wash:#d5e0e5;--note:#4d3b12;--note-wash:#fff}
        html{font-size:9.5pt}body{max-width:none;padding:0}table{font-size:.84rem}header.page{padding-top:0}.skip,.contents,summary{display:none}
        .scroll{overflow:visible}.timeline-wide{display:block}.timeline-narrow{display:none}
        .matrix{width:100%}.matrix svg{flex:var(--wide) 1 0;width:0;height:auto}.matrix .labels{position:static}
        pre{width:auto;white-space:pre-wrap}details::details-content{content-visibility:visible;block-size:auto}
        h2,h3{break-after:avoid}tr,.versus>li,.outcomes li,.callout{break-inside:avoid}
        .sources a{color:inherit}section{margin-top:1.2rem;padding-top:1.2rem}}

        """
}

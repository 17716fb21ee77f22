extension Page {
    /// The page's whole style: quiet, for screens of any width, light and dark, and for paper.
    static let style: HTML = """

        :root{color-scheme:light dark;--ground:#fbfaf7;--raised:#f3f1ec;--ink:#23272b;--soft:#565d64;--rule:#d8d4cb;\
        --accent:#2b5165;--wash:#c9d8df;--note:#6d5520;--note-wash:#f4eedd}
        @media (prefers-color-scheme:dark){:root{--ground:#16191c;--raised:#1f2327;--ink:#e6e3dd;--soft:#aab0b6;\
        --rule:#3a4046;--accent:#9cc3d6;--wash:#2f4a58;--note:#d9c083;--note-wash:#2b2619}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:auto}
        body{margin:0 auto;padding:0 1.25rem 4rem;max-width:70rem;background:var(--ground);color:var(--ink);\
        font:1.0625rem/1.6 Charter,"Bitstream Charter","Sitka Text",Cambria,"Liberation Serif",Georgia,serif;\
        overflow-wrap:break-word}
        h1,h2,h3{font-weight:600;line-height:1.25;text-wrap:balance}
        h1{font-size:clamp(1.7rem,4.5vw,2.6rem);margin:.2em 0 .6em;max-width:26em;letter-spacing:-.01em}
        h2{font-size:1.55rem;margin:0 0 .7em}
        h3{font-size:1.14rem;margin:1.8em 0 .4em}
        p,ul,ol,dl{max-width:44rem}
        p{margin:0 0 .9em}
        a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
        a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px;\
        border-radius:2px}
        code,pre,.edtf{font-family:ui-monospace,"Cascadia Mono","Source Code Pro",Menlo,"DejaVu Sans Mono",monospace}
        code{font-size:.86em}
        .hash{overflow-wrap:anywhere}
        .edtf{font-size:.78em;color:var(--soft);white-space:nowrap}
        .nowrap{white-space:nowrap}
        .skip{position:absolute;left:-99rem;top:0;background:var(--ground);padding:.6rem 1rem;z-index:1}
        .skip:focus{left:.5rem}
        header.page{padding-top:clamp(2rem,6vw,4.5rem)}
        .eyebrow,.meta,.contents,.letter,table,figcaption,summary,dt,.badge,.effect,.more,footer.page,.against,.refs\
        {font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
        .eyebrow{font-size:.86rem;color:var(--soft);letter-spacing:.02em;margin:0}
        .lede{font-size:1.16rem;line-height:1.55;max-width:42rem}
        .contents{margin:2rem 0;padding:.9rem 0;border:solid var(--rule);border-width:1px 0;font-size:.93rem}
        .contents ul{list-style:none;margin:0;padding:0;max-width:none;columns:15rem;column-gap:2rem}
        .contents li{break-inside:avoid}
        .contents a{display:block;padding:.28rem 0;text-decoration:none}
        .contents a:hover{text-decoration:underline}
        section{padding-top:2.6rem;margin-top:2.6rem;border-top:1px solid var(--rule)}
        main>section:first-child{border-top:0;margin-top:0;padding-top:1rem}
        .facts{margin:0 0 1.4rem}
        .facts>div{display:grid;grid-template-columns:13rem 1fr;gap:0 1.25rem;padding:.32rem 0;\
        border-bottom:1px solid var(--rule)}
        dt{font-size:.86rem;color:var(--soft);line-height:1.9}
        dd{margin:0}
        .callout{background:var(--note-wash);border-left:3px solid var(--note);padding:1rem 1.25rem .4rem;\
        margin:1.6rem 0;max-width:46rem}
        .callout h3{margin-top:0;color:var(--note)}
        .citation{border-left:3px solid var(--rule);padding-left:1rem}
        pre{margin:0;padding:1rem 1.1rem;background:var(--raised);font-size:.84rem;line-height:1.65;width:max-content;\
        min-width:100%}
        pre code{font-size:1em}
        .remark{color:var(--soft)}
        .meta{color:var(--soft);font-size:.86rem;line-height:1.5}
        p.meta{margin-bottom:.6em}
        .more{color:var(--soft);font-size:.9rem;border-left:3px solid var(--rule);padding-left:.9rem;margin-top:1.2rem}
        .refs{font-size:.75rem;font-weight:400;color:var(--soft);vertical-align:.12em}
        .refs a{padding:.2em .12em}
        .badge{display:inline-block;font-size:.76rem;line-height:1.3;padding:.12em .55em;border:1px solid var(--soft);\
        border-radius:1em;color:var(--ink);white-space:nowrap}
        .badge.past{border-style:dashed;color:var(--note);border-color:var(--note)}
        s{text-decoration-thickness:.09em;color:var(--soft)}
        .scroll{overflow-x:auto;max-width:100%;margin:0 0 1.4rem}
        figure{margin:0 0 1rem}
        figcaption{font-size:.84rem;color:var(--soft)}
        .legend{list-style:none;margin:0 0 1rem;padding:0;max-width:none;display:flex;flex-wrap:wrap;gap:.35rem 1.4rem}
        .legend li{display:flex;align-items:center;gap:.5rem}
        .legend svg{flex:none}
        summary{cursor:pointer;font-size:.93rem;padding:.5rem 0;color:var(--accent)}
        table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.5}
        caption{text-align:left;color:var(--soft);font-size:.86rem;padding:0 0 .5rem}
        th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--rule)}
        th{font-weight:600}
        tbody th{font-weight:500}
        thead th{border-bottom:2px solid var(--soft)}
        tfoot th,tfoot td{border-bottom:0;font-weight:600}
        td ul{margin:0;padding-left:1.1rem}
        .number{text-align:right;font-variant-numeric:tabular-nums;padding-right:0;white-space:nowrap}
        th .meta,th .description{display:block;font-weight:400}
        th .description{color:var(--soft);max-width:34rem}
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

/// The style that pages of releases have in common: quiet, for screens of any width, light and dark.
package enum PageStyle {
    package static let common: HTML = """

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

        """
}

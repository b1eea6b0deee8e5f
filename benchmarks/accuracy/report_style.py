"""The report's style sheet and its few lines of script. Constants only."""

from __future__ import annotations

import base64
import hashlib

from benchmarks.accuracy.markup import Html

MAX_TOOLS = 12

_TABS = "".join(
    f".tabs>input:nth-of-type({number}):checked~section:nth-of-type({number}){{display:block}}"
    for number in range(1, MAX_TOOLS + 1)
)

STYLE = Html(
    """
:root{color-scheme:light dark;--paper:#faf8f4;--card:#fff;--ink:#22201c;--soft:#77716a;--line:#e4dfd6;--good:#5aa782;
--fair:#e9c46a;--bad:#d1495b;--missed:#b3122e;--missed-paper:#fde3e6;--extra:#8a5a00;--extra-paper:#fdeccb;--link:#1d5f8a}
@media(prefers-color-scheme:dark){:root{--paper:#16171a;--card:#1f2125;--ink:#e6e3dd;--soft:#98938b;--line:#34373d;
--good:#3d8a67;--fair:#a8842c;--bad:#a23a49;--missed:#ff9aa8;--missed-paper:#4a1c25;--extra:#f2c572;
--extra-paper:#46340f;--link:#84bde3}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans",sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
a{color:var(--link)}
.soft{color:var(--soft);font-size:.875rem}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.7rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.summary{table-layout:fixed;min-width:calc(9.2rem + var(--n)*5.2rem)}
.summary tr:first-child th:first-child{width:9.2rem}
.summary th{font-weight:600;font-size:.8rem;text-align:right;padding:.6rem .5rem;vertical-align:bottom}
.summary th[scope=row]{text-align:left;position:sticky;left:0;background:var(--card);white-space:nowrap}
.summary td{text-align:right;padding:.3rem .55rem;border-top:1px solid var(--line)}
.summary tr.new td,.summary tr.new th{border-top:2px solid var(--line)}
.heat{background:color-mix(in oklab,color-mix(in oklab,var(--good) calc(var(--g)*1%),color-mix(in oklab,var(--fair)
calc(var(--f)*1%),var(--bad))) 38%,transparent)}
.best{font-weight:700}
.none{color:var(--soft)}
.mosaic{display:grid;grid-template-columns:max-content 1fr;gap:.3rem .7rem;align-items:center}
.mosaic .name{font-size:.8rem;text-align:right;max-width:9rem;line-height:1.15}
.cells{display:flex;height:1.7rem;gap:1px;min-width:0}
.cells a{flex:1 1 0;min-width:1px;border-radius:2px;background:color-mix(in oklab,var(--good) calc(var(--g)*1%),
color-mix(in oklab,var(--fair) calc(var(--f)*1%),var(--bad)))}
.cells a:hover,.cells a:focus{outline:2px solid var(--ink)}
details.page{background:var(--card);border:1px solid var(--line);border-radius:.7rem;margin:.5rem 0;scroll-margin:1rem}
details.page:target{border-color:var(--link)}
summary{cursor:pointer;padding:.65rem .9rem;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center}
summary .what{flex:1 1 15rem;min-width:0;overflow-wrap:anywhere}
summary .what b{display:block}
.bars{display:flex;gap:.35rem}
.bar{width:2.6rem;font-size:.72rem;text-align:center;border-radius:.35rem;padding:.1rem 0}
.inside{padding:0 .9rem 1rem;content-visibility:auto;contain-intrinsic-size:40rem}
.tabs>input{position:absolute;opacity:0;pointer-events:none}
.tabs>label{display:inline-block;padding:.3rem .7rem;margin:.5rem .3rem .5rem 0;border:1px solid var(--line);
border-radius:2rem;font-size:.82rem;cursor:pointer}
.tabs>input:checked+label{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.tabs>input:focus-visible+label{outline:2px solid var(--link)}
.tabs>section{display:none}
.text{max-width:44rem;font-family:Georgia,"Noto Serif",serif;overflow-wrap:anywhere}
.text p{margin:.55rem 0}
.text .heading{font-weight:700}
.text .quote{border-left:3px solid var(--line);padding-left:.8rem;font-style:italic}
.text .list,.text .table{background:color-mix(in oklab,var(--line) 35%,transparent);padding:.4rem .7rem;
border-radius:.4rem}
.text span{unicode-bidi:isolate}
.missed{color:var(--missed);background:var(--missed-paper);border-radius:.2rem;padding:0 .1em}
.extra{color:var(--extra);background:var(--extra-paper);text-decoration:line-through;border-radius:.2rem;padding:0 .1em}
.optional{color:var(--soft)}
.note{font:.75rem system-ui,sans-serif;color:var(--extra);margin-left:.4rem}
.fields{margin:.4rem 0 1rem;font-size:.88rem;background:none}
.fields th,.fields td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-top:1px solid var(--line);
white-space:pre-line;overflow-wrap:anywhere}
.fields thead th{border:0;color:var(--soft);font-weight:400}
.fields .got{color:var(--extra)}
.leaks{font-size:.88rem;color:var(--extra)}
.fine{color:var(--good)}
select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.2rem;
max-width:100%}
@media(max-width:40rem){.bars{display:none}.mosaic .name{max-width:5.5rem}h1{font-size:1.35rem}body{font-size:15px}}
"""
    + _TABS
)

SCRIPT = Html(
    """
const list=document.getElementById("pages"),order=document.getElementById("order");
order.addEventListener("change",()=>{
const score=page=>Number(page.dataset.scores.split(" ")[order.selectedIndex]);
[...list.children].sort((one,other)=>score(one)-score(other)).forEach(page=>list.append(page));
list.querySelectorAll(".tabs").forEach(tabs=>{tabs.querySelectorAll("input")[order.selectedIndex].checked=true});
});
const open=()=>{const page=location.hash&&document.getElementById(location.hash.slice(1));
if(page&&page.matches("details"))page.open=true};
addEventListener("hashchange",open);open();
"""
)

_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)
"""No network, and no script but ours: should a page's text ever get through as HTML, it could do nothing."""

// How a report looks: the studio's own colours, light or dark as the reader's system says, and on paper.

export const style = `
:root{color-scheme:light dark;--bg:#fdfdfc;--panel:#f7f7f5;--text:#17191b;--text-2:#454c52;--text-3:#596067;--line:#d9dbd8;--index:#8a6210;
--run-1:#2b7fd4;--run-2:#593217;--run-3:#09654d;--run-4:#a6688a;--run-5:#4a30ce;--run-6:#d2521e;--run-7:#553f65;--run-8:#6e8b66}
@media (prefers-color-scheme:dark){:root{--bg:#15181b;--panel:#1b1f22;--text:#e7e9ea;--text-2:#aab2b8;--text-3:#8b949c;--line:#2d3338;--index:#dcb662;
--run-1:#56b4e9;--run-2:#e69f00;--run-3:#009e73;--run-4:#c97aad;--run-5:#9a8cf2;--run-6:#e8743f;--run-7:#b7a0c9;--run-8:#9dbb92}}
body{margin:0 auto;max-width:920px;padding:28px 24px 48px;background:var(--bg);color:var(--text);font:14px/1.5 system-ui,"Segoe UI","Noto Sans","Noto Sans CJK SC",sans-serif}
h1{font-size:24px;line-height:1.25;margin:0}h2{font-size:12px;letter-spacing:.045em;text-transform:uppercase;margin:32px 0 8px;padding-bottom:4px;border-bottom:1px solid var(--line)}
h3{font-size:14px;margin:14px 0 2px}p{margin:4px 0}.t2{color:var(--text-2)}.t3{color:var(--text-3);font-size:12px}
.note{margin:10px 0;white-space:pre-wrap;overflow-wrap:anywhere}.best{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 14px;margin-top:8px}.best b{font-size:32px;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px}th,td{padding:3px 14px 3px 0;text-align:left;border-bottom:1px solid var(--line)}
th{color:var(--text-3);font-weight:500;vertical-align:bottom}.num{text-align:right;font-variant-numeric:tabular-nums}tr.first td{font-weight:600}
svg{width:100%;height:auto;background:var(--panel);border:1px solid var(--line)}svg text{font-size:11px;fill:var(--text-3)}.grid{stroke:var(--line);fill:none}.axis{stroke:var(--text-3);fill:none}
.line{fill:none;stroke:var(--c);stroke-width:1.5}.dashed{stroke-dasharray:5 3;opacity:.6}.points circle{fill:var(--c);opacity:.7}
.key{display:flex;flex-wrap:wrap;gap:2px 16px;font-size:12px;color:var(--text-2);padding:0;list-style:none}.key i{display:inline-block;width:14px;height:3px;margin-right:6px;vertical-align:middle;background:var(--c)}
pre{overflow:auto;padding:10px 12px;background:var(--panel);border:1px solid var(--line);font:12px/1.45 ui-monospace,Consolas,"DejaVu Sans Mono",monospace}summary{cursor:default}
@media print{body{max-width:none;padding:0}details{display:none}h2{break-after:avoid}svg{break-inside:avoid}}
`;

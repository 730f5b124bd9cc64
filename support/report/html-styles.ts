/** Readable in light and dark, in print, and without colours: the verdict is a word. */
export const styles = `
:root { color-scheme: light dark; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
details { border: 1px solid var(--line); border-left-width: 6px; border-radius: 4px; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 7rem; }
.pass { border-left-color: #2e7d32; }
.fail { border-left-color: #c62828; }
.inconclusive, .bad-input { border-left-color: #ef6c00; }
.skip { border-left-color: #757575; }
li.failed { font-weight: 600; }
li.not-run { opacity: .6; }
pre { background: #8881; padding: .6rem; overflow-x: auto; white-space: pre-wrap; }
.warning { color: #ef6c00; }
small { opacity: .75; }
.wide { overflow-x: auto; }
.grid { border-collapse: collapse; font-size: 13px; }
.grid th, .grid td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; }
.grid thead th { vertical-align: bottom; }
.grid td { border-left-width: 5px; white-space: nowrap; }
.grid td.not-run { opacity: .6; }
`;

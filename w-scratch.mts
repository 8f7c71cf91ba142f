import { walk, stranded, statesOf, statesReached } from './test/firmware/reader/walk.ts';
import * as s from './test/firmware/reader/situations.ts';
import { visitMachine } from './firmware/reader/visit.ts';
import type { VisitContext } from './firmware/reader/visit-setup.ts';
const matters = s.mattersOfVisit;
const ws=[];
for (const i of s.beginnings) { const t=performance.now(); const w = walk(visitMachine, {input: i, events: s.visitEvents, endings: s.visitEndings, matters}); ws.push(w); console.log(w.snapshots.size, performance.now()-t, stranded(w, x=>x.status==='done').length);}
const r = statesReached(visitMachine, ws); console.log(statesOf(visitMachine).map(n=>n.id).filter(i=>!r.has(i)));
